/** z3 as npm carries it for every system: https://www.npmjs.com/package/z3-solver, needed by nobody else. */
const solver = "z3-solver";

type Z3 = {
  mk_config(): unknown;
  mk_context(config: unknown): unknown;
  del_context(context: unknown): void;
  mk_solver(context: unknown): unknown;
  solver_inc_ref(context: unknown, solver: unknown): void;
  solver_from_string(context: unknown, solver: unknown, text: string): void;
  solver_check(context: unknown, solver: unknown): Promise<number>;
  get_error_code(context: unknown): number;
};

export type Answer = "unsat" | "unknown" | "sat";

/** Starts z3; the answer tells whether there are numbers for which all of an SMT-LIB text is true. */
export async function startZ3(): Promise<(text: string) => Promise<Answer>> {
  const { init } = (await import(solver).catch(() => {
    throw new Error("z3 is missing: `npm install --no-save z3-solver@5.2.0` brings it.");
  })) as { init: () => Promise<{ Z3: Z3 }> };
  const { Z3 } = await init();
  return async (text) => {
    const context = Z3.mk_context(Z3.mk_config());
    const asked = Z3.mk_solver(context);
    Z3.solver_inc_ref(context, asked);
    // Read at once: a text that is handed to another thread may be gone before it is read there.
    Z3.solver_from_string(context, asked, text);
    if (Z3.get_error_code(context) !== 0) throw new Error(`z3 cannot read this:\n${text}`);
    const answer = (["unsat", "unknown", "sat"] as const)[(await Z3.solver_check(context, asked)) + 1];
    Z3.del_context(context);
    return answer ?? "unknown";
  };
}

// All handlers in one module, which is compiled once. A compiler for each contract would run fourteen times over the same store,
// ids and totals. That is why no two handlers may share a name.
export * from "./listing-registry";
export * from "./escrow";
export * from "./arbitrator-pool";
export * from "./arbitration-court";
export * from "./reputation";
export * from "./request-board";
export * from "./item-passport";
export * from "./protection-pool";
export * from "./membership";
export * from "./fee-schedule";
export * from "./promotions";
export * from "./seller-bonds";
export * from "./verification-registry";
export * from "./metadata";

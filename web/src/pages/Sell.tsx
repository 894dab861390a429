import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Hex, isAddressEqual } from "viem";
import { kinds } from "#protocol/enums.ts";
import { draftName } from "../features/selling/form/draft.ts";
import { emptyFields } from "../features/selling/form/form.ts";
import { type Fields } from "../features/selling/form/fields.ts";
import { prepareListing } from "../features/selling/prepare.ts";
import { type Published, publishedOptions, rulesOptions } from "../features/selling/queries.ts";
import { assumedRules, type Rules } from "../features/selling/form/rules.ts";
import { SellForm } from "../features/selling/SellForm.tsx";
import { fieldsOf } from "../features/selling/form/terms.ts";
import { formatAmount } from "../lib/money.ts";
import { paths } from "../paths/paths.ts";
import { chainTime } from "../services/chain.ts";
import { court } from "../services/contracts.ts";
import { knownToken, offeredTokens } from "../market/tokens.ts";
import { ObstacleError } from "../lib/obstacle.ts";
import { useWallet } from "../services/wallet.ts";
import { Button } from "../ui/actions/Button.tsx";
import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import { ErrorState } from "../ui/feedback/ErrorState.tsx";
import { Notice } from "../ui/feedback/Notice.tsx";
import { SkeletonText } from "../ui/feedback/Skeleton.tsx";
import { useToast } from "../ui/overlays/Toast.tsx";
import { Page } from "../ui/page/Page.tsx";
import { Preview } from "./sell/Preview.tsx";

const route = getRouteApi("/sell");

/** Something new, the answer to a request, or the next version of a listing. */
export function Sell() {
  const { answers, edit } = route.useSearch();
  const title = edit ? "Change your listing" : answers ? "Make an offer" : "Sell something";
  return (
    <Page title={title} className="py-6 max-md:pb-56 md:py-10">
      <h1 className="pb-6 text-head">{title}</h1>
      {edit || answers ? (
        <Known key={edit ?? answers} listingId={(edit ?? answers) as Hex} edits={edit !== undefined} />
      ) : (
        <Ready key="new" />
      )}
    </Page>
  );
}

/** Reads the listing that is edited or answered first. */
function Known({ listingId, edits }: { listingId: Hex; edits: boolean }) {
  const { address } = useWallet();
  const { data: found, error, refetch } = useQuery(publishedOptions(listingId));
  if (found === null) {
    return (
      <EmptyState
        title="No listing here"
        action={
          <Button asChild variant="quiet">
            <Link {...paths.sell()}>Sell something else</Link>
          </Button>
        }
      >
        The link may be cut short, or belong to another network.
      </EmptyState>
    );
  }
  if (error && !found) {
    return (
      <ErrorState
        title="The listing can’t be read right now."
        remedy="Its words come from IPFS and its terms from the chain. Try again in a moment."
        onRetry={() => void refetch()}
        details={error.message}
      />
    );
  }
  if (!found) return <SkeletonText lines={8} className="max-w-text" />;
  if (edits && address && !isAddressEqual(address, found.terms.seller)) {
    return (
      <Notice
        title="Only its seller can change this listing"
        action={
          <Button asChild variant="quiet">
            <Link {...paths.listing(listingId)}>Look at it</Link>
          </Button>
        }
      >
        Your wallet is using another account. Switch to the one that sells it, and this page goes on.
      </Notice>
    );
  }
  return edits ? <Ready before={found} listingId={listingId} /> : <Ready request={found} listingId={listingId} />;
}

type Source = { listingId?: Hex; before?: Published; request?: Published };

/** Waits for the market's rules, so that the form begins with what they allow; without a chain it begins all the same. */
function Ready(source: Source) {
  const rules = useQuery(rulesOptions);
  // Asking again after a failure is no reason to take the form away.
  const silent = rules.data === undefined && rules.errorUpdateCount > 0;
  if (rules.isPending && !silent) return <SkeletonText lines={8} className="max-w-text" />;
  const present = rules.data ?? assumedRules;
  // A buyer's fee that the listing has counts towards the floor.
  const floor = Math.max(0, present.feeFloorBps - (source.before?.terms.buyerFeeBps ?? 0));
  return (
    <div className="flex flex-col gap-6">
      {silent && (
        <Notice title="The chain does not answer">
          You can fill in the form; it is kept on this device. Publishing has to wait.
        </Notice>
      )}
      {present.paused && (
        <Notice title="New listings are paused">
          You can fill in the form; it is kept on this device until they are let in again. What is on offer stays.
        </Notice>
      )}
      <Form {...source} rules={present} feeFloorBps={floor} />
    </div>
  );
}

function startOf({ before, request }: Source, rules: Rules): Fields {
  const steady = offeredTokens[0]?.address ?? "";
  if (before) {
    const token = knownToken(before.terms.token);
    const fields = fieldsOf(before.terms, before.metadata, {
      token: token ?? { symbol: "", decimals: 0 },
      sold: before.sold,
      variantsSold: before.variantsSold,
      rules,
      now: chainTime(),
    });
    // In a token that is not offered here a price can't be typed: it is chosen anew.
    return token ? fields : { ...fields, token: steady, price: "", deposit: "" };
  }
  const language = navigator.language.split("-")[0] || "en";
  const empty = emptyFields({ token: steady, feeFloorBps: rules.feeFloorBps, language, now: chainTime() });
  if (!request) return empty;
  const token = knownToken(request.terms.token)?.address ?? empty.token;
  return { ...empty, token, category: request.metadata.category };
}

type FormProps = Source & { rules: Rules; feeFloorBps: number };

function Form({ listingId, before, request, rules: present, feeFloorBps }: FormProps) {
  const { address } = useWallet();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const rules = useMemo(() => ({ ...present, feeFloorBps }), [present, feeFloorBps]);
  const start = useMemo(() => startOf({ before, request }, rules), [before, request, rules]);
  const answers = request && kinds[request.terms.kind] === "request" ? listingId : undefined;
  const name = draftName({ answers: request && listingId, edit: before && listingId });

  async function prepare(fields: Fields, onStep: (words: string) => void) {
    if (!address) throw new ObstacleError("No wallet is connected.", "Connect one and press the button again.");
    try {
      return await prepareListing({ fields, seller: address, answers, before, onStep });
    } catch (error) {
      // The rules may be why: the form shows the present ones.
      void queries.invalidateQueries({ queryKey: rulesOptions.queryKey });
      throw error;
    }
  }

  return (
    <>
      {request && answers && <Request request={request} />}
      {before && !before.open && (
        <Notice title="It is closed">A closed listing stays closed. This will be published as a new one.</Notice>
      )}
      <SellForm
        key={name}
        name={name}
        start={start}
        rules={rules}
        edits={before?.open === true}
        judged={!before || isAddressEqual(before.terms.arbitrator, court.address)}
        prepare={prepare}
        onPublished={(published, here) => {
          toast({ title: "It is on offer", detail: "The search finds it as soon as the index has read it." });
          if (here) void navigate(paths.listing(published));
        }}
        preview={(fields, rules) => <Preview fields={fields} rules={rules} />}
      />
    </>
  );
}

/** What is looked for, so that one need not go back to read it. */
function Request({ request: { terms, metadata } }: { request: Published }) {
  const token = knownToken(terms.token);
  const budget = token && terms.price > 0n ? `They would pay ${formatAmount(terms.price, token)}. ` : "";
  return (
    <Notice title={`You answer: ${metadata.title}`}>
      {budget}Your offer is a listing of its own, shown with the request and for sale to everybody.
    </Notice>
  );
}

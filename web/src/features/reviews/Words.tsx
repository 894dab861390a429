import { useQuery } from "@tanstack/react-query";
import { SkeletonText } from "../../ui/feedback/Skeleton.tsx";
import { wordsOptions } from "./queries.ts";
import { QuotedText } from "../../ui/words/Quoted.tsx";

/** A stranger's words, from IPFS. */
export function Words({ cid }: { cid: string | null }) {
  return cid === null ? <p className="text-quiet">Stars without words.</p> : <Text cid={cid} />;
}

function Text({ cid }: { cid: string }) {
  const { data, isPending } = useQuery(wordsOptions(cid));
  if (isPending) return <SkeletonText lines={2} className="max-w-text" />;
  if (data === undefined) {
    return <p className="max-w-text text-quiet">The words are stored on IPFS, and no gateway has them now.</p>;
  }
  return <QuotedText text={data} otherwise="Words that can’t be seen." />;
}

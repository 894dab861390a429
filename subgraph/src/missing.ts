import { Bytes, ethereum, log } from "@graphprotocol/graph-ts";

/**
 * An event about something that was never announced here: the contracts cannot emit one, but an address list can be wrong.
 * It is skipped, so that one wrong address does not stop the whole market's index.
 */
export function skip(noun: string, id: Bytes, event: ethereum.Event): void {
  log.warning("No {} {} for log {} of transaction {}", [
    noun,
    id.toHexString(),
    event.logIndex.toString(),
    event.transaction.hash.toHexString(),
  ]);
}

import { useState } from "react";

/**
 * The error of a question that is asked again and again, kept until there is an answer. While it is asked anew a query has no
 * error, and a page that believed it would blink between what went wrong and what is on its way.
 */
export function useLastError(error: Error | null, answered: boolean): Error | null {
  const [last, setLast] = useState(error);
  const now = answered ? null : (error ?? last);
  if (now !== last) setLast(now);
  return now;
}

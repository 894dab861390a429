/** All that a stream brings, or null as soon as it is more than `limit` bytes: whoever sends may never stop. */
export async function readAtMost(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(limit);
  let length = 0;
  const reader = stream?.getReader();
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) return bytes.slice(0, length);
    if (length + value.length > limit) {
      await reader?.cancel();
      return null;
    }
    bytes.set(value, length);
    length += value.length;
  }
}

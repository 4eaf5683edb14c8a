/** A response's body that is made as it is read: `before`, then the lines. */
export function streamOf(lines: AsyncIterable<string>, before = ""): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const source = lines[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (before) controller.enqueue(encoder.encode(before));
    },
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await source.return?.();
    },
  });
}

/** What somebody sees who meets the app inside another page: nothing that could be pressed by mistake but the way out. */
export function Framed() {
  return (
    <p className="mx-auto max-w-text p-6">
      Handsel does not open inside another page: what lies around it could mislead you about what you press.{" "}
      <a href={window.location.href} target="_blank" rel="noreferrer" className="underline underline-offset-4">
        Open it in a tab of its own
      </a>
    </p>
  );
}

import { useMutation } from "@tanstack/react-query";
import { Camera } from "lucide-react";
import { useId } from "react";
import type { Address } from "viem";
import { PictureError, squarePicture } from "../../lib/picture.ts";
import { pictureTrouble } from "../../lib/pictureTrouble.ts";
import { pictureUrls, publishFile } from "../../services/ipfs.ts";
import { Avatar } from "../../ui/people/Avatar.tsx";

type PictureFieldProps = { address: Address; cid: string; onChange: (cid: string) => void };

export function PictureField({ address, cid, onChange }: PictureFieldProps) {
  const id = useId();
  const store = useMutation({
    mutationFn: async (file: File) => publishFile((await squarePicture(file)).bytes),
    onSuccess: onChange,
  });
  return (
    <div className="flex items-center gap-5">
      <Avatar key={cid} address={address} urls={cid ? pictureUrls(cid) : []} size="large" />
      <div className="flex flex-col gap-1">
        <label
          htmlFor={id}
          className="inline-flex touch cursor-pointer items-center gap-2 underline decoration-edge underline-offset-4 hover:decoration-ink has-focus-visible:outline-2"
        >
          <Camera className="size-5" aria-hidden />
          {cid ? "Choose another picture" : "Add a picture"}
          <input
            id={id}
            type="file"
            accept="image/*"
            className="sr-only"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file) store.mutate(file);
            }}
          />
        </label>
        <p role="status" className="text-fine text-quiet">
          {store.isPending && "Storing it on IPFS…"}
          {store.isError && trouble(store.error, store.variables)}
          {store.isSuccess && "Stored. Save your profile to use it."}
        </p>
      </div>
    </div>
  );
}

/** What is no picture will not become one by being tried again. */
function trouble(error: Error, file: File): string {
  if (error instanceof PictureError) return pictureTrouble(file.name, error);
  return "The picture could not be stored. Try again, or go on without it.";
}

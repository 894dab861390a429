import type { Address as AccountAddress } from "viem";
import type { Profile } from "../../../../protocol/profile.ts";
import { pictureUrls } from "../../services/ipfs.ts";
import { Button } from "../../ui/actions/Button.tsx";
import { Address } from "../../ui/people/Address.tsx";
import { Avatar } from "../../ui/people/Avatar.tsx";
import { Name } from "../../ui/people/Name.tsx";
import { QuotedText } from "../../ui/words/Quoted.tsx";

type HeaderProps = {
  address: AccountAddress;
  profile: Profile | null | undefined;
  /** Present on one's own page. */
  onEdit?: () => void;
};

/** Who this is, by their own words; the address is what they can't choose. */
export function Header({ address, profile, onEdit }: HeaderProps) {
  return (
    <header className="flex flex-col gap-5 md:flex-row md:items-center md:gap-8">
      <Avatar address={address} urls={profile?.picture ? pictureUrls(profile.picture) : undefined} size="large" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <h1 dir="auto" className="text-head break-words">
          <Name address={address} name={profile?.name} />
        </h1>
        <p className="text-quiet">
          <Address address={address} />
        </p>
        <QuotedText text={profile?.about} className="pt-2" />
      </div>
      {onEdit && (
        <Button variant="quiet" onClick={onEdit}>
          {profile ? "Edit your profile" : "Say who you are"}
        </Button>
      )}
    </header>
  );
}

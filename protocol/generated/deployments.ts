// Made by `npm run generate`. Not to be edited.

export const deployments = {
  31337: {
  "chainId": 31337,
  "network": "local",
  "startBlock": 1,
  "contracts": {
    "ListingRegistry": "0x5FbDB2315678afecb367f032d93F642f64180aa3",
    "Escrow": "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512",
    "ArbitratorPool": "0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0",
    "ArbitrationCourt": "0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9",
    "Reputation": "0xDc64a140Aa3E981100a9becA4E685f962f0cF6C9",
    "TestToken": "0x5FC8d32690cc91D4c39d9d3abcBD16989F875707",
    "BlockEntropy": "0x0165878A594ca255338adfa4d48449f69242Eb8F",
    "Disputes": "0xa513E6E4b8f2a923D98304ec87F64353C4D5C853",
    "RequestBoard": "0x2279B7A0a67DB372996a5FaB50D91eAA73d2eBe6",
    "ItemPassport": "0x8A791620dd6260079BF849Dc5567aDC3F2FdC318",
    "ProtectionPool": "0x610178dA211FEF7D417bC0e6FeD39F05609AD788",
    "Membership": "0xB7f8BC63BbcaD18155201308C8f3540b07f84F5e",
    "FeeSchedule": "0xA51c1fc2f0D1a1b8494Ed1FE312d7C3a78Ed91C0",
    "Promotions": "0x0DCd1Bf9A1b36cE34237eEaFef220932846BCD82",
    "SellerBonds": "0x9A676e781A523b5d0C0e43731313A708CB607508",
    "WorstCase": "0x0B306BF915C4d645ff596e518fAf3F9669b97016",
    "Annex": "0x959922bE3CAee4b8Cd9a407cc3ac1C251C2007B1"
  },
  "courtsByValue": [
    {
      "courtId": 1,
      "below": 200000
    },
    {
      "courtId": 0,
      "below": 2000000
    },
    {
      "courtId": 2
    }
  ],
  "weights": [
    {
      "token": "0x5FC8d32690cc91D4c39d9d3abcBD16989F875707",
      "unitsPerToken": "1000000000000000"
    },
    {
      "token": "0x0000000000000000000000000000000000000000",
      "unitsPerToken": "3000000"
    }
  ]
},
} as const;

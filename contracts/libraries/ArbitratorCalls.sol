// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IArbitrationCourt} from "../interfaces/IArbitrationCourt.sol";
import {IArbitrator} from "../interfaces/IArbitrator.sol";
import {Calls} from "./Calls.sol";

/// @title Calls to arbitrators
/// @notice An arbitrable's side of a dispute.
library ArbitratorCalls {
    /// @dev For withdrawing a case and for fetching its fee. An arbitrator that needs more is asked again by whoever cares.
    uint256 private constant ARBITRATOR_GAS = 300_000;

    /// @dev Kleros' format, followed by the parties, who must not judge themselves.
    function extraData(uint32 courtId, address partyA, address partyB) internal pure returns (bytes memory) {
        return abi.encode(uint256(courtId), uint256(0), uint256(0), partyA, partyB);
    }

    /// @dev Fetches what an arbitrator has not used of its fee, after taking the case back if it is not `ruled`.
    /// @dev Arbitrators other than IArbitrationCourt lack these functions. Whatever they do, only what arrives counts.
    function reclaim(IArbitrator arbitrator, uint256 disputeId, bool ruled) internal returns (uint256 amount) {
        uint256 balance = address(this).balance;
        if (!ruled) _ask(arbitrator, abi.encodeCall(IArbitrationCourt.withdrawDispute, (disputeId)));
        _ask(arbitrator, abi.encodeCall(IArbitrationCourt.reclaimFee, (disputeId)));
        return address(this).balance - balance;
    }

    function _ask(IArbitrator arbitrator, bytes memory data) private {
        Calls.attempt(address(arbitrator), 0, ARBITRATOR_GAS, data);
    }
}

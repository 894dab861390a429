// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What a panel earns
/// @notice Where the fees and slashes of one attempt go. Every wei goes somewhere: the parts add up to what came in.
library PanelPayout {
    /// @dev `seated` of the `seats` paid for were filled; `coherent` of them are paid; `slashed` was taken from the others.
    struct Panel {
        uint256 fee;
        uint256 seats;
        uint256 seated;
        uint256 coherent;
        uint256 slashed;
        /// What this settlement may pay its caller.
        uint256 keeper;
        /// A later round ruled otherwise.
        bool overturned;
    }

    struct Split {
        uint256 perSeat;
        uint256 keeper;
        uint256 treasury;
        /// Whoever paid the round.
        uint256 payer;
        /// Whoever appealed against the round.
        uint256 appellants;
    }

    /// @dev An attempt that did not count: its fees pay the second panel, so those who did vote live off the absent.
    /// In: `slashed`.
    function failed(Panel memory p) internal pure returns (Split memory split) {
        uint256 left = p.slashed;
        if (p.coherent > 0) {
            split.perSeat = _min(p.fee, left / p.coherent);
            left -= split.perSeat * p.coherent;
        }
        split.keeper = _min(p.keeper, left);
        split.treasury = left - split.keeper;
    }

    /// @dev The attempt that decided the round. In: `fee * seats + keeper + slashed`.
    function counted(Panel memory p) internal pure returns (Split memory split) {
        uint256 lost = p.fee * (p.seated - p.coherent);
        split.keeper = p.keeper;
        split.payer = p.fee * (p.seats - p.seated);

        uint256 shared = p.slashed;
        if (p.overturned) split.appellants = lost;
        else if (p.coherent == 0) split.payer += lost;
        else shared += lost;

        if (p.coherent == 0) {
            split.treasury = shared;
        } else {
            split.perSeat = p.fee + shared / p.coherent;
            split.treasury = shared % p.coherent;
        }
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}

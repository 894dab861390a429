// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SellerBonds} from "../../../contracts/SellerBonds.sol";
import {IArbitrable} from "../../../contracts/interfaces/IArbitrable.sol";
import {IArbitrator} from "../../../contracts/interfaces/IArbitrator.sol";
import {Bond, Report, ReportStatus} from "../../../contracts/interfaces/ISellerBonds.sol";
import {ScriptedArbitrator} from "../../../contracts/mocks/ScriptedArbitrator.sol";
import {vm} from "./Vm.sol";

/// @notice Every verb of SellerBonds as a step that takes a random word. A step that must work and does not, or works and must
/// not, reverts, and so fails the walk. Bonds are in native coin, the harder case: fees come back in the same.
contract BondsWalk {
    uint256 private constant FEE = 1_009;
    uint32 private constant NOTICE = 14 days;
    uint32 private constant RULING = 40 days;

    SellerBonds public immutable bonds;
    ScriptedArbitrator public immutable arbitrator = new ScriptedArbitrator(FEE);
    address public immutable treasury = vm.addr(98);
    address[3] public people = [vm.addr(11), vm.addr(12), vm.addr(13)];
    /// @notice How often a verb went through.
    mapping(bytes4 verb => uint256) public worked;
    uint256 private _clock = 1_800_000_000;
    uint256 private _word;

    constructor() {
        vm.warp(_clock);
        bonds = new SellerBonds(
            address(0),
            treasury,
            IArbitrator(address(arbitrator)),
            0,
            NOTICE,
            RULING,
            3_333,
            "/ipfs/policy"
        );
        vm.deal(address(arbitrator), 1_000 ether);
    }

    modifier step(uint256 word) {
        _word = word;
        vm.warp(_clock);
        _;
    }

    function _pick(uint256 below) private returns (uint256) {
        _word = uint256(keccak256(abi.encode(_word)));
        return _word % below;
    }

    function _person() private returns (address) {
        return people[_pick(people.length)];
    }

    function _do(address caller, uint256 value, bytes memory data, bool must) private returns (bool ok) {
        vm.deal(caller, caller.balance + value);
        vm.prank(caller);
        (ok, ) = address(bonds).call{value: value}(data);
        require(ok == must, ok ? "what should not work did" : "what should work did not");
        if (ok) worked[bytes4(data)]++;
    }

    function _isOpen(uint256 id) private view returns (bool) {
        return bonds.reportOf(id).status == ReportStatus.Open;
    }

    /// @dev What is leaving and what of it has left.
    function _mature(address seller) private view returns (uint256) {
        Bond memory bond = bonds.bondStateOf(seller);
        return _clock > bond.leavesAt && bonds.openReportOf(seller) == 0 ? bond.leaving : 0;
    }

    function postBond(uint256 word) external step(word) {
        address seller = _person();
        uint96 amount = uint96(_pick(10_000));
        bool must = amount != 0 && bonds.openReportOf(seller) == 0;
        _do(seller, amount, abi.encodeCall(SellerBonds.postBond, (amount)), must);
    }

    function giveNotice(uint256 word) external step(word) {
        address seller = _person();
        Bond memory bond = bonds.bondStateOf(seller);
        uint96 amount = uint96(_pick(uint256(bond.amount) + 2));
        bool must = amount != 0 && amount <= bond.amount;
        _do(seller, 0, abi.encodeCall(SellerBonds.giveNotice, (amount)), must);
        if (must)
            require(bonds.bondStateOf(seller).leavesAt == _clock + NOTICE, "a notice is not as long as it was said");
    }

    function withdraw(uint256 word) external step(word) {
        address account = _person();
        uint256 due = bonds.creditOf(account, address(0)) + _mature(account);
        uint256 before = account.balance;
        uint256 amount = _pick(3) == 0 ? _pick(due + 2) : due;
        bool must = amount != 0 && amount <= due;
        _do(account, 0, abi.encodeCall(SellerBonds.withdraw, (address(0), account, amount)), must);
        require(account.balance == (must ? before + amount : before), "a withdrawal is not what was asked for");
    }

    function sweep(uint256 word) external step(word) {
        uint256 due = bonds.creditOf(treasury, address(0));
        _do(_person(), 0, abi.encodeCall(SellerBonds.sweep, (address(0))), due != 0);
    }

    function report(uint256 word) external step(word) {
        address seller = _person();
        Bond memory bond = bonds.bondStateOf(seller);
        bool must = bonds.openReportOf(seller) == 0 && bond.amount + bond.leaving - _mature(seller) != 0;
        bytes memory data = abi.encodeCall(SellerBonds.report, (seller, bytes32(word), "/ipfs/evidence"));
        _do(_person(), FEE, data, must);
    }

    function submitEvidence(uint256 word) external step(word) {
        uint256 id = _pick(bonds.reportCount() + 2);
        _do(_person(), 0, abi.encodeCall(SellerBonds.submitEvidence, (id, "/ipfs/more")), _isOpen(id));
    }

    function rule(uint256 word) external step(word) {
        uint256 count = bonds.reportCount();
        if (count == 0) return;
        uint256 id = 1 + _pick(count);
        Report memory report_ = bonds.reportOf(id);
        uint256 bond = _stakeOf(report_.seller);
        uint256 owed = bonds.creditOf(treasury, address(0)) + bonds.creditOf(report_.reporter, address(0));
        bool counts = report_.status == ReportStatus.Open && _clock <= report_.deadline;
        uint256 ruling = _pick(4);
        _do(address(arbitrator), 0, abi.encodeCall(IArbitrable.rule, (report_.disputeId, ruling)), true);
        uint256 lost = counts && ruling == 1 ? bond : 0;
        require(_stakeOf(report_.seller) == bond - lost, "a ruling took something else than the bond");
        uint256 now_ = bonds.creditOf(treasury, address(0)) + bonds.creditOf(report_.reporter, address(0));
        require(now_ == owed + lost, "a lost bond went elsewhere");
    }

    function _stakeOf(address seller) private view returns (uint256) {
        Bond memory bond = bonds.bondStateOf(seller);
        return uint256(bond.amount) + bond.leaving;
    }

    function expireReport(uint256 word) external step(word) {
        uint256 id = _pick(bonds.reportCount() + 2);
        bool must = _isOpen(id) && _clock > bonds.reportOf(id).deadline;
        _do(_person(), 0, abi.encodeCall(SellerBonds.expireReport, (id)), must);
    }

    function reclaimFee(uint256 word) external step(word) {
        uint256 id = _pick(bonds.reportCount() + 2);
        bool closed = bonds.reportOf(id).status > ReportStatus.Open;
        uint256 refund = _pick(FEE);
        arbitrator.setRefund(refund, 0);
        address reporter = bonds.reportOf(id).reporter;
        uint256 before = bonds.creditOf(reporter, address(0));
        bool must = closed && refund != 0;
        _do(_person(), 0, abi.encodeCall(SellerBonds.reclaimFee, (id)), must);
        if (must) require(bonds.creditOf(reporter, address(0)) == before + refund, "a fee went elsewhere");
        arbitrator.setRefund(0, 0);
    }

    function wait(uint256 word) external step(word) {
        _clock += _pick(4) == 0 ? _pick(45 days) : _pick(3 days);
        vm.warp(_clock);
    }

    /// @notice What the contract has is what it owes.
    function checkSolvency() external view {
        uint256 owed = bonds.creditOf(treasury, address(0));
        for (uint256 i = 0; i < people.length; i++) {
            owed += _stakeOf(people[i]) + bonds.creditOf(people[i], address(0));
        }
        require(address(bonds).balance == owed, "the balance is not what is owed");
    }

    /// @notice No seller is held: everybody can leave with everything by notice + ruling period, without anybody's help.
    function liquidate() external {
        vm.warp(_clock);
        for (uint256 i = 0; i < people.length; i++) {
            uint96 amount = bonds.bondStateOf(people[i]).amount;
            if (amount != 0) _do(people[i], 0, abi.encodeCall(SellerBonds.giveNotice, (amount)), true);
        }
        _clock += NOTICE;
        vm.warp(_clock);
        // The worst that a reporter can do: at the last second.
        for (uint256 i = 0; i < people.length; i++) {
            if (bonds.openReportOf(people[i]) != 0 || _stakeOf(people[i]) == 0) continue;
            if (_mature(people[i]) != 0) continue;
            bytes memory data = abi.encodeCall(SellerBonds.report, (people[i], bytes32(0), ""));
            _do(treasury, FEE, data, true);
        }
        _clock += RULING + 1;
        vm.warp(_clock);
        for (uint256 i = 0; i < people.length; i++) {
            uint256 id = bonds.openReportOf(people[i]);
            if (id != 0) _do(people[i], 0, abi.encodeCall(SellerBonds.expireReport, (id)), true);
            uint256 due = _stakeOf(people[i]) + bonds.creditOf(people[i], address(0));
            if (due == 0) continue;
            _do(people[i], 0, abi.encodeCall(SellerBonds.withdraw, (address(0), people[i], due)), true);
        }
        require(address(bonds).balance == bonds.creditOf(treasury, address(0)), "somebody's money is left behind");
    }
}

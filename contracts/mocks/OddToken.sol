// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A token that can be told how to misbehave.
contract OddToken {
    enum Manner {
        Honest,
        /// Answers nothing, like the oldest tokens.
        Silent,
        /// Answers true and moves nothing.
        Lying,
        /// Answers false and moves nothing.
        Refusing,
        /// Keeps a hundredth of what it moves.
        Taxing,
        /// Burns all gas that it gets.
        Burning,
        /// Answers with a hundred thousand bytes.
        Flooding,
        /// Calls `callback` on `callee`, or else on whoever moves it, before moving.
        CallingBack
    }

    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    mapping(address => bool) public blocked;
    Manner public whenTaken;
    Manner public whenSent;
    address public callee;
    bytes public callback;
    /// What the callback came to: empty when it went through.
    bytes public failure;
    /// Of EIP-712: whatever somebody wants it to be.
    // solhint-disable-next-line var-name-mixedcase
    bytes32 public DOMAIN_SEPARATOR;

    function set(Manner whenTaken_, Manner whenSent_) external {
        whenTaken = whenTaken_;
        whenSent = whenSent_;
    }

    function setDomain(bytes32 domain) external {
        DOMAIN_SEPARATOR = domain;
    }

    function setCallback(bytes calldata callback_) external {
        callback = callback_;
    }

    function setCallee(address callee_) external {
        callee = callee_;
    }

    function setBlocked(address account, bool blocked_) external {
        blocked[account] = blocked_;
    }

    /// @notice As rebasing tokens do.
    function setBalance(address account, uint256 amount) external {
        balanceOf[account] = amount;
    }

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount, whenTaken);
    }

    /// @notice As ERC-3009 has it, but that it takes any signature for anybody's.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256,
        uint256,
        bytes32,
        uint8,
        bytes32,
        bytes32
    ) external {
        require(msg.sender == to, "not the payee");
        _move(from, to, value, whenTaken);
    }

    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount, whenSent);
    }

    function _move(address from, address to, uint256 amount, Manner manner) private {
        require(!blocked[from] && !blocked[to], "blocked");
        if (manner == Manner.Refusing) _answer(0);
        if (manner == Manner.Lying) _answer(1);
        if (manner == Manner.CallingBack) {
            (bool ok, bytes memory answer) = (callee == address(0) ? msg.sender : callee).call(callback);
            failure = ok ? bytes("") : answer;
        }
        if (manner == Manner.Burning) {
            while (true) balanceOf[address(uint160(gasleft()))] = 1;
        }
        balanceOf[from] -= amount;
        balanceOf[to] += manner == Manner.Taxing ? amount - amount / 100 : amount;
        if (manner == Manner.Flooding) {
            assembly {
                return(0, 100000)
            }
        }
        if (manner != Manner.Silent) _answer(1);
    }

    function _answer(uint256 word) private pure {
        assembly {
            mstore(0, word)
            return(0, 32)
        }
    }
}

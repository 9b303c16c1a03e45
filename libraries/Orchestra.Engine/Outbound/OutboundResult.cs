namespace Orchestra.Engine.Outbound;

/// <summary>The outcome of a request: exactly one of the nested cases.</summary>
public abstract record OutboundResult
{
    private OutboundResult() { }

    /// <summary>
    /// Whether the system under test may have seen the request, or an earlier hop of it: then a re-send may repeat its effect.
    /// False is certain, true is not.
    /// </summary>
    public abstract bool RequestMayHaveBeenSent { get; init; }

    /// <summary>The server answered, with whatever status.</summary>
    /// <param name="Response">The answer.</param>
    public sealed record Answered(OutboundResponse Response) : OutboundResult
    {
        /// <inheritdoc />
        public override bool RequestMayHaveBeenSent { get; init; } = true;
    }

    /// <summary>The request itself is wrong (URL, method, header); nothing was sent.</summary>
    /// <param name="Message">What is wrong and what to do.</param>
    public sealed record Invalid(string Message) : OutboundResult
    {
        /// <inheritdoc />
        public override bool RequestMayHaveBeenSent { get; init; }
    }

    /// <summary>The guard stopped the request or one of its redirects; the error code is <see cref="OutboundDecision.BlockedCode"/>.</summary>
    /// <param name="Reason">Where it led and why that is closed.</param>
    /// <param name="Redirects">The redirects that led there, in order.</param>
    public sealed record Blocked(string Reason, IReadOnlyList<OutboundRedirect> Redirects) : OutboundResult
    {
        /// <inheritdoc />
        public override bool RequestMayHaveBeenSent { get; init; } = Redirects.Count > 0;
    }

    /// <summary>There was no complete answer, and not for lack of time.</summary>
    /// <param name="Kind">What went wrong.</param>
    /// <param name="Message">The same in words.</param>
    /// <param name="RequestMayHaveBeenSent">See the base.</param>
    public sealed record ConnectionFailed(ConnectionFailureKind Kind, string Message, bool RequestMayHaveBeenSent) : OutboundResult
    {
        /// <inheritdoc />
        public override bool RequestMayHaveBeenSent { get; init; } = RequestMayHaveBeenSent;
    }

    /// <summary>Time ran out. Not sent: no connection came about; sent: the server did not answer, or not completely.</summary>
    /// <param name="Message">What was being waited for.</param>
    /// <param name="RequestMayHaveBeenSent">See the base.</param>
    public sealed record TimedOut(string Message, bool RequestMayHaveBeenSent) : OutboundResult
    {
        /// <inheritdoc />
        public override bool RequestMayHaveBeenSent { get; init; } = RequestMayHaveBeenSent;
    }
}

namespace Orchestra.Benchmarks.Measuring;

/// <summary>Two slices next to each other in time, and perhaps a third of the peer.</summary>
/// <param name="Case">Under which conditions.</param>
/// <param name="Orchestra">Orchestra's slice.</param>
/// <param name="Peer">The peer's.</param>
/// <param name="PeerAgain">The peer's second, where it is measured against itself.</param>
internal sealed record Pair<TSlice>(string Case, TSlice Orchestra, TSlice Peer, TSlice? PeerAgain)
    where TSlice : class, ISlice
{
    /// <summary>Orchestra's rate over the peer's.</summary>
    public double Ratio => Orchestra.Rate / Peer.Rate;

    /// <summary>The peer's CPU time an operation over Orchestra's: above 1 where Orchestra takes less.</summary>
    public double CostRatio => Peer.Cost / Orchestra.Cost;

    /// <summary>The peer over the peer: what difference chance alone makes.</summary>
    public double? ControlRatio => Peer.Rate / PeerAgain?.Rate;
}

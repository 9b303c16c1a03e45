using System.Globalization;

namespace Orchestra.Benchmarks.Measuring;

/// <summary>One comparison: a ratio above 1 means ahead of the peer.</summary>
/// <param name="Name">The benchmark.</param>
/// <param name="Peer">Whom it is compared with.</param>
/// <param name="Case">Under which conditions.</param>
/// <param name="Ratio">The ratio with its 95 % interval.</param>
internal sealed record Figure(string Name, string Peer, string Case, Interval Ratio)
{
    /// <inheritdoc />
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"BENCH name={Name} peer={Peer} case={Case} ratio={Ratio.Value:0.000} low={Ratio.Low:0.000} high={Ratio.High:0.000}"
        );
}

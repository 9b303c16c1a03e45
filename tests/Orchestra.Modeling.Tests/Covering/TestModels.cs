using Orchestra.Modeling.Covering;

namespace Orchestra.Modeling.Tests.Covering;

internal static class TestModels
{
    public static CoveringModel Of(params int[] sizes) => new([.. sizes.Select((size, i) => new CoveringFactor($"p{i}", size))]);

    public static CoveringModel Powers(params (int Values, int Count)[] powers) =>
        Of([.. powers.SelectMany(power => Enumerable.Repeat(power.Values, power.Count))]);
}

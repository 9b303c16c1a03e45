using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Modeling.Covering;

namespace Orchestra.Cli.Offline;

/// <summary>What <c>cover --json</c> prints.</summary>
internal sealed record CoverJson(
    IReadOnlyList<string> Parameters,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    int Strength,
    CoveringTuples Tuples,
    int LowerBound,
    long ElapsedMs
)
{
    public static string Write(CoverJson cover) => JsonSerializer.Serialize(cover, OrchestraJson.Options);
}

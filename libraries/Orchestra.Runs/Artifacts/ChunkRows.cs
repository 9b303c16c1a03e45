using Npgsql;
using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Artifacts;

/// <summary>Puts an artifact together from the rows of its chunks.</summary>
internal static class ChunkRows
{
    public static async Task<byte[]> ReadAsync(NpgsqlDataReader reader, Guid runId, ArtifactMark mark, CancellationToken cancellationToken)
    {
        var content = new byte[mark.Bytes];
        var filled = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            var chunk = reader.GetFieldValue<byte[]>(0);
            if (filled + chunk.Length > content.Length)
            {
                throw NotWhole(runId, mark);
            }

            chunk.CopyTo(content, filled);
            filled += chunk.Length;
        }

        return filled == content.Length ? content : throw NotWhole(runId, mark);
    }

    public static InvalidDataException NotWhole(Guid runId, ArtifactMark mark) =>
        new($"artifact {mark.Id} of run {runId} is not there, or not whole");
}

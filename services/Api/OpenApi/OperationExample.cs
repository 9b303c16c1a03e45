using System.Text.Json.Nodes;

namespace Orchestra.Api.OpenApi;

/// <summary>What the document shows of one operation beside its shape.</summary>
internal sealed record OperationExample
{
    /// <summary>A body to send.</summary>
    public JsonNode? Request { get; init; }

    /// <summary>Bodies that are no JSON by media type, in lines.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequestTexts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The answer to it.</summary>
    public JsonNode? Response { get; init; }

    /// <summary>Answers that are no JSON by media type, in lines.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Texts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Statuses of refusals that cannot be told from the route's shape.</summary>
    public IReadOnlyList<int> Errors { get; init; } = [];
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Language.Templates;
using Orchestra.Engine.Masking;

namespace Orchestra.Engine.Execution;

/// <summary>
/// Takes the parts out of a payload that are too large for the journal, and puts them back. Exports and violations stay: they were made
/// from the whole. The marks stand beside the parts, where nothing that a SUT answers can forge one.
/// </summary>
public static class PayloadCut
{
    /// <summary>Bytes of JSON above which a part is cut.</summary>
    public const int Longest = 256 * 1024;

    private const string Json = "application/json";
    private const string Text = "text/plain";

    // What later steps read; the others are for people only.
    private static readonly ArtifactPart[] ReadParts = [ArtifactPart.ResponseBody, ArtifactPart.DbResult, ArtifactPart.Message];

    /// <summary>Marks of the parts that later steps may read.</summary>
    public static IEnumerable<ArtifactMark> Read(StepPayload payload) =>
        (payload.Artifacts ?? []).Where(mark => ReadParts.Contains(mark.Part));

    /// <summary>The parts of a payload that are too large.</summary>
    /// <param name="payload">Clean of secrets, and storable.</param>
    public static IReadOnlyList<CutPart> TooLargeIn(StepPayload payload) =>
        [
            .. Enum.GetValues<ArtifactPart>()
                .Select(part => (Part: part, Node: NodeOf(payload, part)))
                .Where(item => JsonSize.IsOver(item.Node, Longest))
                .Select(item => Of(item.Part, item.Node!)),
        ];

    /// <summary>The payload for the journal: the beginning of each part that has a mark.</summary>
    /// <param name="payload">The whole.</param>
    /// <param name="marks">Where the parts are now.</param>
    /// <param name="masker">Hides what the environment names: what was hidden because it stands in a part must stay so without the part.</param>
    public static StepPayload Of(StepPayload payload, IReadOnlyList<ArtifactMark> marks, Masker masker)
    {
        var shown = masker.Shown(payload);
        var hidden = (payload.Exports ?? [])
            .Where(export => !JsonNode.DeepEquals(export.Value, shown.Exports?[export.Key]))
            .Select(export => export.Key)
            .ToList();
        var cut = payload with { Artifacts = marks, Violations = shown.Violations, HiddenExports = hidden.Count > 0 ? hidden : null };
        return marks.Aggregate(cut, (seen, mark) => With(seen, mark.Part, BodyExcerpt.Of(NodeOf(payload, mark.Part))));
    }

    /// <summary>The payload with these parts whole again.</summary>
    public static StepPayload Restore(StepPayload payload, IReadOnlyDictionary<ArtifactPart, byte[]> contents)
    {
        var marks = payload.Artifacts ?? [];
        var left = marks.Where(mark => !contents.ContainsKey(mark.Part)).ToList();
        return marks
            .Where(mark => contents.ContainsKey(mark.Part))
            .Aggregate(
                payload with
                {
                    Artifacts = left.Count > 0 ? left : null,
                },
                (seen, mark) => With(seen, mark.Part, NodeOf(mark.ContentType, contents[mark.Part]))
            );
    }

    private static CutPart Of(ArtifactPart part, JsonNode node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? new CutPart(part, Text, Encoding.UTF8.GetBytes(value.GetValue<string>()))
            : new CutPart(part, Json, JsonSerializer.SerializeToUtf8Bytes(node, OrchestraJson.Options));

    private static JsonNode? NodeOf(string contentType, byte[] content) =>
        contentType == Text
            ? JsonValue.Create(Encoding.UTF8.GetString(content))
            : JsonNode.Parse(content, documentOptions: new JsonDocumentOptions { MaxDepth = OrchestraJson.Options.MaxDepth });

    private static JsonNode? NodeOf(StepPayload payload, ArtifactPart part) =>
        part switch
        {
            ArtifactPart.RequestBody => payload.Request?.Body,
            ArtifactPart.ResponseBody => payload.Response?.Body,
            ArtifactPart.Sent => payload.Sent,
            ArtifactPart.DbResult => payload.DbResult,
            _ => payload.Message,
        };

    private static StepPayload With(StepPayload payload, ArtifactPart part, JsonNode? node) =>
        part switch
        {
            ArtifactPart.RequestBody => payload with { Request = payload.Request! with { Body = node } },
            ArtifactPart.ResponseBody => payload with { Response = payload.Response! with { Body = node } },
            ArtifactPart.Sent => payload with { Sent = node!.AsObject() },
            ArtifactPart.DbResult => payload with { DbResult = node!.AsObject() },
            _ => payload with { Message = node!.AsObject() },
        };
}

using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Orchestra.Api.Tests.Hosting;

/// <summary>An answer, read to its end.</summary>
internal sealed record ApiAnswer(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    /// <summary>The body as JSON.</summary>
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    /// <summary>Items of a list.</summary>
    public IReadOnlyList<JsonObject> Items => [.. Json["items"]!.AsArray().Select(item => item!.AsObject())];

    /// <summary>The <c>error</c> code of a refusal.</summary>
    public string? Error => Json["error"]?.GetValue<string>();

    /// <summary>The words of a refusal.</summary>
    public string Message => Json["message"]?.GetValue<string>() ?? "";

    /// <summary>Paths and words of the faults.</summary>
    public IReadOnlyList<(string? Path, int? Line, string Message)> Faults =>
        [
            .. (Json["faults"]?.AsArray() ?? []).Select(fault =>
                (fault!["path"]?.GetValue<string>(), fault["line"]?.GetValue<int>(), fault["message"]!.GetValue<string>())
            ),
        ];

    /// <summary>The refusal without what differs from request to request.</summary>
    public string WithoutTrace()
    {
        var body = Json;
        body.Remove("traceId");
        return $"{Status} {body.ToJsonString()}";
    }

    public override string ToString() => $"{Status} {Text}";
}

using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Masking;

/// <summary>
/// Hides what nobody but the SUT should read. Credential headers are hidden before anything is stored; body fields that an
/// environment names are hidden whenever a step is shown, because later steps may need their values.
/// </summary>
public sealed class Masker
{
    /// <summary>What stands where something was hidden.</summary>
    public const string Mask = "•••";

    private static readonly string[] CredentialHeaders =
    [
        "authorization",
        "proxy-authorization",
        "cookie",
        "set-cookie",
        "x-api-key",
        "api-key",
        "apikey",
        "x-auth-token",
        "x-access-token",
        "x-csrf-token",
    ];

    private readonly HashSet<string> _names;

    /// <summary>A masker for the built-in names and those of an environment.</summary>
    public Masker(IEnumerable<string> names)
    {
        _names = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a header carries a credential.</summary>
    public static bool IsCredentialHeader(string name) => CredentialHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Headers with credentials and named ones hidden.</summary>
    public Dictionary<string, string> Headers(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers.ToDictionary(
            header => header.Key,
            header => IsCredentialHeader(header.Key) || _names.Contains(header.Key) ? Mask : header.Value,
            StringComparer.OrdinalIgnoreCase
        );

    /// <summary>A step's payload as people may see it.</summary>
    public StepPayload Shown(StepPayload payload)
    {
        if (_names.Count == 0)
        {
            return payload;
        }

        var hidden = new List<string>();
        var request = payload.Request is { } sent
            ? sent with
            {
                Url = Url(sent.Url, hidden),
                Headers = Headers(sent.Headers),
                Body = Body(sent.Body, hidden),
            }
            : null;
        var response = payload.Response is { } came ? came with { Headers = Headers(came.Headers), Body = Body(came.Body, hidden) } : null;
        return payload with
        {
            Request = request,
            Response = response,
            Violations = [.. payload.Violations.Select(violation => Violation(violation, hidden))],
            Exports = Body(payload.Exports, hidden)?.AsObject(),
        };
    }

    private static Violation Violation(Violation violation, List<string> hidden) =>
        violation with
        {
            Message = Text(violation.Message, hidden),
            Expected = Values(violation.Expected, hidden),
            Actual = Values(violation.Actual, hidden),
            Details = Values(violation.Details, hidden)?.AsObject(),
        };

    // Hides named members, and remembers their texts so that messages which quote them can be cleaned too.
    private JsonNode? Body(JsonNode? node, List<string> hidden) =>
        node switch
        {
            JsonObject members => new JsonObject(
                members.Select(member =>
                    KeyValuePair.Create(member.Key, _names.Contains(member.Key) ? Hide(member.Value, hidden) : Body(member.Value, hidden))
                )
            ),
            JsonArray items => new JsonArray([.. items.Select(item => Body(item, hidden))]),
            _ => node?.DeepClone(),
        };

    private static JsonValue? Hide(JsonNode? value, List<string> hidden)
    {
        if (value is null)
        {
            return null;
        }

        if (value is JsonValue scalar && scalar.ToString() is { Length: >= 4 } text)
        {
            hidden.Add(text);
        }

        return JsonValue.Create(Mask);
    }

    private string Url(string url, List<string> hidden)
    {
        var question = url.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
        {
            return url;
        }

        var pairs = url[(question + 1)..].Split('&');
        for (var i = 0; i < pairs.Length; i++)
        {
            var name = pairs[i].Split('=', 2)[0];
            if (_names.Contains(Uri.UnescapeDataString(name)))
            {
                hidden.Add(Uri.UnescapeDataString(pairs[i][Math.Min(name.Length + 1, pairs[i].Length)..]));
                pairs[i] = name + "=" + Mask;
            }
        }

        return url[..(question + 1)] + string.Join('&', pairs);
    }

    private static JsonNode? Values(JsonNode? node, List<string> hidden) =>
        node switch
        {
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Values(member.Value, hidden)))),
            JsonArray items => new JsonArray([.. items.Select(item => Values(item, hidden))]),
            JsonValue value when value.ToString() is var text && Text(text, hidden) is var clean && clean != text => JsonValue.Create(
                clean
            ),
            _ => node?.DeepClone(),
        };

    private static string Text(string text, List<string> hidden)
    {
        foreach (var secret in hidden.Where(secret => secret.Length >= 4))
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        return text;
    }
}

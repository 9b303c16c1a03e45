using System.Text.Json.Nodes;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Masking;

/// <summary>
/// Hides what nobody but the SUT should read. Credentials in headers and queries are hidden before anything is stored; body fields that
/// an environment names are hidden whenever a step is shown, because later steps may need their values.
/// </summary>
public sealed class Masker
{
    /// <summary>What stands where something was hidden.</summary>
    public const string Mask = "•••";

    private readonly HashSet<string> _names;
    private readonly HashSet<string> _credentials;

    /// <summary>A masker for the built-in names and those given.</summary>
    /// <param name="names">Headers, query parameters and body fields that an environment names.</param>
    /// <param name="credentials">Headers and query parameters that the spec's security schemes name.</param>
    public Masker(IEnumerable<string> names, IEnumerable<string>? credentials = null)
    {
        _names = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        _credentials = new HashSet<string>(credentials ?? [], StringComparer.OrdinalIgnoreCase);
    }

    private Masker(HashSet<string> names, HashSet<string> credentials) => (_names, _credentials) = (names, credentials);

    /// <summary>One that also hides the header or query parameter of this name: a credential of the call's own.</summary>
    public Masker With(string credential) =>
        new(_names, new HashSet<string>(_credentials.Append(credential), StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a header's value is hidden.</summary>
    public bool HidesHeader(string name) => CredentialNames.IsHeader(name) || _names.Contains(name) || _credentials.Contains(name);

    /// <summary>Headers with credentials and named ones hidden.</summary>
    public Dictionary<string, string> Headers(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers.ToDictionary(
            header => header.Key,
            header => HidesHeader(header.Key) ? Mask : header.Value,
            StringComparer.OrdinalIgnoreCase
        );

    /// <summary>A URL with credentials and named parameters of its query hidden.</summary>
    public string Url(string url) => Url(url, new HiddenTexts());

    /// <summary>Violations of a request without the values of its hidden headers and parameters, which an answer may well repeat.</summary>
    public IReadOnlyList<Violation> Recorded(
        IReadOnlyList<Violation> violations,
        string url,
        IEnumerable<KeyValuePair<string, string>> headers
    )
    {
        if (violations.Count == 0)
        {
            return violations;
        }

        var hidden = new HiddenTexts();
        Url(url, hidden);
        foreach (var (_, value) in headers.Where(header => HidesHeader(header.Key)))
        {
            hidden.Add(value);
            // What follows a scheme such as Bearer is the secret.
            hidden.Add(value[(value.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        }

        return hidden.IsEmpty ? violations : [.. violations.Select(violation => Cleaned(violation, hidden))];
    }

    /// <summary>A step's payload as people may see it.</summary>
    public StepPayload Shown(StepPayload payload)
    {
        var hidden = new HiddenTexts();
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
            Sent = Body(payload.Sent, hidden)?.AsObject(),
            DbResult = Body(payload.DbResult, hidden)?.AsObject(),
            Message = Body(payload.Message, hidden)?.AsObject(),
            Violations = [.. payload.Violations.Select(violation => Shown(violation, hidden))],
            Exports = WithHidden(hidden.Clean(Body(payload.Exports, hidden))?.AsObject(), payload.HiddenExports),
        };
    }

    /// <summary>A part of a payload, as UTF-8 JSON, as people may see it.</summary>
    public byte[] Shown(byte[] json) => _names.Count == 0 ? json : MaskedJson.Of(json, _names);

    // What they hold is hidden in a part that is no longer here.
    private static JsonObject? WithHidden(JsonObject? exports, IReadOnlyList<string>? names)
    {
        foreach (var name in names ?? [])
        {
            if (exports?.ContainsKey(name) == true)
            {
                exports[name] = Mask;
            }
        }

        return exports;
    }

    private Violation Shown(Violation violation, HiddenTexts hidden)
    {
        if (!IsAboutNamed(violation))
        {
            return Cleaned(violation with { Expected = Body(violation.Expected, hidden), Actual = Body(violation.Actual, hidden) }, hidden);
        }

        // It tells of a hidden field: neither what came nor what was compared with it is shown, however short.
        var own = new HiddenTexts();
        own.AddLeaves(violation.Expected);
        own.AddLeaves(violation.Actual);
        return Cleaned(
            violation with
            {
                Message = own.CleanWords(violation.Message),
                Details = own.CleanWords(violation.Details)?.AsObject(),
                Expected = Hidden(violation.Expected),
                Actual = Hidden(violation.Actual),
            },
            hidden
        );
    }

    private static Violation Cleaned(Violation violation, HiddenTexts hidden)
    {
        var (expected, actual) = (hidden.Clean(violation.Expected), hidden.Clean(violation.Actual));
        var own = new HiddenTexts();
        own.AddIfHidden(violation.Expected, hidden);
        own.AddIfHidden(violation.Actual, hidden);
        return violation with
        {
            Message = own.CleanWords(hidden.Clean(violation.Message)),
            Expected = expected,
            Actual = actual,
            Details = own.CleanWords(hidden.Clean(violation.Details))?.AsObject(),
        };
    }

    // Where the value stands: a pointer into the body, or the normalized paths that a rule took it from.
    private bool IsAboutNamed(Violation violation)
    {
        if (_names.Count == 0 || violation.Details is not { } details)
        {
            return false;
        }

        var pointer = details["instance"] is JsonValue instance ? instance.ToString().Split('/').Skip(1).Select(JsonPointers.Unescape) : [];
        var paths = new[] { "leftPaths", "rightPaths" }
            .SelectMany(side => details[side] as JsonArray ?? [])
            .SelectMany(path => path?.ToString().Split('\'') ?? []);
        return pointer.Concat(paths).Any(_names.Contains);
    }

    // Hides named members, and remembers their texts so that messages which quote them can be cleaned too.
    private JsonNode? Body(JsonNode? node, HiddenTexts hidden) =>
        node switch
        {
            _ when _names.Count == 0 => node,
            JsonObject members => new JsonObject(
                members.Select(member =>
                    KeyValuePair.Create(member.Key, _names.Contains(member.Key) ? Hide(member.Value, hidden) : Body(member.Value, hidden))
                )
            ),
            JsonArray items => new JsonArray([.. items.Select(item => Body(item, hidden))]),
            _ => node?.DeepClone(),
        };

    private static JsonValue? Hide(JsonNode? value, HiddenTexts hidden)
    {
        hidden.AddLeaves(value);
        return Hidden(value);
    }

    private static JsonValue? Hidden(JsonNode? value) => value is null ? null : JsonValue.Create(Mask);

    private string Url(string url, HiddenTexts hidden)
    {
        var question = url.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
        {
            return url;
        }

        var pairs = url[(question + 1)..].Split('&');
        for (var i = 0; i < pairs.Length; i++)
        {
            var written = pairs[i].Split('=', 2)[0];
            var name = Uri.UnescapeDataString(written);
            if (CredentialNames.IsParameter(name) || _names.Contains(name) || _credentials.Contains(name))
            {
                var value = pairs[i][Math.Min(written.Length + 1, pairs[i].Length)..];
                hidden.Add(value);
                hidden.Add(Uri.UnescapeDataString(value));
                pairs[i] = written + "=" + Mask;
            }
        }

        return url[..(question + 1)] + string.Join('&', pairs);
    }
}

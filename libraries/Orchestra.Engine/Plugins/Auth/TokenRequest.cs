using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Auth;

/// <summary>Asks a token endpoint for a token of the client's own (RFC 6749, section 4.4). No text of the answer but its error code is ever told.</summary>
internal sealed class TokenRequest(GuardedHttpClient client, TimeProvider time)
{
    private const int LongestCode = 60;

    // The server should say it; where it does not, a token is asked for now and then.
    private static readonly TimeSpan UnsaidLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(60);

    // A redirect would carry the client's secret to whoever it names.
    private static readonly OutboundLimits Limits = new() { MaxBodyBytes = 64 * 1024, MaxRedirects = 0 };

    /// <summary>One question; every outcome is a value.</summary>
    public async Task<TokenAnswer> BuyAsync(TokenKey key, string secret)
    {
        var asked = time.GetUtcNow();
        var result = await AskAsync(key, secret, inHeader: true);
        // Every server must know the header, and some know the form only (section 2.3.1).
        if (result is OutboundResult.Answered { Response: { StatusCode: 400 or 401 } refusal } && ErrorOf(refusal) == "invalid_client")
        {
            result = await AskAsync(key, secret, inHeader: false);
        }

        var place = PlaceOf(key);
        return result switch
        {
            OutboundResult.Answered { Response: var response } => Read(key, response, asked, place),
            OutboundResult.Blocked blocked => Refused(
                ViolationType.OutboundBlocked,
                OutboundDecision.BlockedCode,
                $"{place}: {blocked.Reason}"
            ),
            OutboundResult.Invalid invalid => Refused(ViolationType.ValidationError, "auth", $"{place}: {invalid.Message}"),
            OutboundResult.ConnectionFailed failed => Unanswered($"{place} was not reached: {failed.Message}"),
            OutboundResult.TimedOut late => Unanswered($"{place} did not answer: {late.Message}"),
            _ => throw new InvalidOperationException($"unknown outbound result {result.GetType().Name}"),
        };
    }

    private Task<OutboundResult> AskAsync(TokenKey key, string secret, bool inHeader)
    {
        var form = new List<KeyValuePair<string, string?>>
        {
            new("grant_type", "client_credentials"),
            new("scope", key.Profile.Scope),
            new("audience", key.Profile.Audience),
        };
        var headers = new List<KeyValuePair<string, string>>
        {
            new("Accept", "application/json"),
            new("Content-Type", "application/x-www-form-urlencoded"),
        };
        if (inHeader)
        {
            var both = $"{WebUtility.UrlEncode(key.ClientId)}:{WebUtility.UrlEncode(secret)}";
            headers.Add(new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(both))));
        }
        else
        {
            form.Add(new("client_id", key.ClientId));
            form.Add(new("client_secret", secret));
        }

        var body = string.Join(
            '&',
            form.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}")
        );
        var request = new OutboundRequest("POST", key.Profile.TokenUrl ?? "") { Headers = headers, Body = Encoding.UTF8.GetBytes(body) };
        return client.SendAsync(request, key.Policy, Limits, CancellationToken.None);
    }

    private static TokenAnswer Read(TokenKey key, OutboundResponse response, DateTimeOffset asked, string place)
    {
        if (response.StatusCode != 200)
        {
            var message = $"{place} answered {response.StatusCode} {ErrorOf(response)}".TrimEnd();
            // What the server itself could not do may go better at the next attempt; a client that it does not know will not.
            return response.StatusCode is >= 500 or 429
                ? Unanswered(message)
                : Refused(ViolationType.ValidationError, "auth", $"{message}: look at the profile's client, secret and scope");
        }

        if (Parse(response) is not { } answer || Text(answer, "access_token") is not { Length: > 0 } text)
        {
            return Refused(ViolationType.ValidationError, "auth", $"{place} answered 200 without an access_token");
        }

        if (Text(answer, "token_type") is { } type && !type.Equals("bearer", StringComparison.OrdinalIgnoreCase))
        {
            return Refused(ViolationType.ValidationError, "auth", $"{place} gives tokens of a type that is not supported: only Bearer is");
        }

        var lifetime = LifetimeOf(answer);
        var margin = TimeSpan.FromTicks(Math.Min(LongestMargin.Ticks, lifetime.Ticks / 5));
        return new TokenAnswer(new AccessToken(key, text, asked + lifetime - margin), null);
    }

    private static TimeSpan LifetimeOf(JsonElement answer)
    {
        // A number, but strings are met too.
        var seconds = answer.TryGetProperty("expires_in", out var member)
            ? member.ValueKind == JsonValueKind.Number && member.TryGetDouble(out var number)
                ? number
                : double.TryParse(Text(answer, "expires_in"), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
                    ? number
                    : double.NaN
            : double.NaN;
        return double.IsNaN(seconds) ? UnsaidLifetime : TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestLifetime.TotalSeconds));
    }

    // An error code is a word of the standard's; anything else could be what we sent.
    private static string? ErrorOf(OutboundResponse response) =>
        Parse(response) is { } answer
        && Text(answer, "error") is { Length: > 0 and <= LongestCode } code
        && code.All(c => char.IsAsciiLetter(c) || c is '_')
            ? code
            : null;

    private static JsonElement? Parse(OutboundResponse response)
    {
        try
        {
            return JsonElement.Parse(response.Body.Span) is { ValueKind: JsonValueKind.Object } answer ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static string PlaceOf(TokenKey key) =>
        "the token endpoint "
        + (Uri.TryCreate(key.Profile.TokenUrl, UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Path) : "of the profile");

    private static TokenAnswer Unanswered(string message) => Refused(ViolationType.NetworkError, "network.token", message);

    private static TokenAnswer Refused(ViolationType type, string code, string message) => new(null, new Violation(type, code, message));
}

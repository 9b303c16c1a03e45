using System.Text;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports;

/// <summary>A recorded request as a command line for a POSIX shell. What is masked in the record is masked here: put the secret in by hand.</summary>
internal static class CurlCommand
{
    // A longer one is pasted by nobody, and a report must not hold each large body twice.
    private const int Longest = 16_000;

    /// <summary>The command; null where the journal holds only the beginning of the request's body.</summary>
    public static string? OfStep(StepPayload payload) =>
        payload.Artifacts?.Any(mark => mark.Part == ArtifactPart.RequestBody) == true ? null : Of(payload.Request);

    /// <summary>The command, each part that a shell could read otherwise quoted; null without a request, or where it would be too long.</summary>
    public static string? Of(HttpRequestRecord? request) =>
        request is not null && Written(request) is { Length: <= Longest } text ? text : null;

    private static string Written(HttpRequestRecord request)
    {
        var body = CurlBody.Of(request);
        var text = new StringBuilder(body.Before).Append("curl");
        if (request.Method != "GET" || request.Body is not null)
        {
            text.Append(" -X ").Append(Quoted(request.Method));
        }

        // No glob: brackets and braces of an address are its own.
        text.Append(" -g ").Append(Quoted(request.Url));
        foreach (var (name, value) in request.Headers.Where(header => !body.MakesHeader || !IsContentType(header.Key)))
        {
            // curl leaves out a header without a value, unless it ends in a semicolon.
            text.Append(" -H ").Append(Quoted(value.Length == 0 ? name + ";" : $"{name}: {value}"));
        }

        foreach (var (option, value) in body.Options)
        {
            text.Append(' ').Append(option).Append(' ').Append(Quoted(value));
        }

        return text.ToString();
    }

    private static bool IsContentType(string name) => name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);

    /// <summary>A word that a shell takes as it is.</summary>
    internal static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or ',' or '=' or '@' or '%')
            ? text
            : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}

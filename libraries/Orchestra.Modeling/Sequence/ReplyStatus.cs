using System.Globalization;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Sequence;

/// <summary>Reads the HTTP status that a reply names: <c>201</c>, <c>201 Created</c>, <c>HTTP 404</c>, <c>200 {id}</c>.</summary>
internal static class ReplyStatus
{
    private static readonly HashSet<string> s_reasons = new(StringComparer.OrdinalIgnoreCase)
    {
        "ok",
        "created",
        "accepted",
        "no",
        "moved",
        "found",
        "see",
        "not",
        "bad",
        "unauthorized",
        "unauthorised",
        "payment",
        "forbidden",
        "conflict",
        "gone",
        "precondition",
        "unsupported",
        "unprocessable",
        "locked",
        "too",
        "internal",
        "service",
        "gateway",
        "error",
    };

    /// <summary>The status; null when the text names none.</summary>
    public static int? Of(string text)
    {
        var words = text.Split([' ', ':', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries).AsSpan();
        if (words is ["HTTP" or "http" or "HTTP/1.1" or "HTTP/2" or "status" or "Status", ..])
        {
            words = words[1..];
        }

        if (
            words.IsEmpty
            || words[0].Length != 3
            || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            || status is < 100 or > 599
        )
        {
            return null;
        }

        // `200 items` is no status.
        var at = text.IndexOf(words[0], StringComparison.Ordinal) + 3;
        var isAlone = words.Length == 1 || text[at] is ':' or '(' or ',' or ')' || words[1][0] is '{' or '[' or '-' or '–' or '/';
        return isAlone || s_reasons.Contains(words[1]) ? status : null;
    }

    /// <summary>The rule that an answer has the status.</summary>
    public static BusinessRule Rule(int status) => new("{{response.statusCode}}", "eq", status);
}

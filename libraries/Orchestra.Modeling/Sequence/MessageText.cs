using System.Text;

namespace Orchestra.Modeling.Sequence;

/// <summary>What a message's text says of the operation that it calls.</summary>
/// <param name="Endpoint">Method and path, or an operation id; null when the text is only words.</param>
/// <param name="IsGuess">Whether it only may be an operation id: any single word may.</param>
internal readonly record struct MessageText(string? Endpoint, bool IsGuess)
{
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    /// <summary>Reads a text: <c>POST /orders</c>, anywhere in it; or nothing but <c>placeOrder</c> or <c>placeOrder(items)</c>.</summary>
    public static MessageText Of(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < words.Length; i++)
        {
            var method = words[i].Trim('(', '[', '`', '"', '\'', ':', '*');
            if (s_methods.Contains(method, StringComparer.Ordinal) && PathOf(words[i + 1]) is { } path)
            {
                return new MessageText($"{method} {path}", false);
            }
        }

        return OperationOf(text) is { } operation ? new MessageText(operation, true) : default;
    }

    private static string? PathOf(string word)
    {
        var path = word.Trim('`', '"', '\'', '*', ',', ';');
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
        {
            var slash = path.IndexOf('/', scheme + 3);
            path = slash < 0 ? "/" : path[slash..];
        }

        var end = path.AsSpan().IndexOfAny('?', '#');
        path = end < 0 ? path : path[..end];
        if (!path.StartsWith('/'))
        {
            return null;
        }

        while (
            path.Length > 1 && path[^1] is ')' or ']' or '.' or '`' && !(path[^1] == ')' && path.Contains('(', StringComparison.Ordinal))
        )
        {
            path = path[..^1];
        }

        return string.Join('/', path.Split('/').Select(Segment));
    }

    // :id, <id> and $id are ways to write {id}.
    private static string Segment(string segment) =>
        segment switch
        {
            [':' or '$', _, ..] => $"{{{segment[1..]}}}",
            ['<', _, .., '>'] => $"{{{segment[1..^1]}}}",
            _ => segment,
        };

    private static string? OperationOf(string text)
    {
        var name = new StringBuilder();
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-' or '.'))
            {
                break;
            }

            name.Append(character);
        }

        var rest = text[name.Length..].Trim();
        var isWord = name.Length is > 0 and <= 100 && char.IsAsciiLetter(name[0]);
        return isWord && (rest.Length == 0 || (rest[0] == '(' && rest[^1] == ')')) ? name.ToString() : null;
    }
}

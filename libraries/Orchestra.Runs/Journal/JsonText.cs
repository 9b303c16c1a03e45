namespace Orchestra.Runs.Journal;

/// <summary>JSON on its way into jsonb.</summary>
internal static class JsonText
{
    private const string EscapedNul = "\\u0000";

    /// <summary>
    /// PostgreSQL's text cannot hold NUL, and a SUT may well answer with one: it becomes U+FFFD. An escaped backslash before
    /// <c>u0000</c> is text, not NUL, and stays.
    /// </summary>
    public static string ForJsonb(string json)
    {
        if (!json.Contains(EscapedNul, StringComparison.Ordinal))
        {
            return json;
        }

        var text = new System.Text.StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
            }
            else if (json.AsSpan(i).StartsWith(EscapedNul, StringComparison.Ordinal))
            {
                text.Append("\\ufffd");
                i += EscapedNul.Length - 1;
            }
            else
            {
                // Any other escape: copied with the character after it, so that the second of two backslashes starts nothing.
                text.Append(json, i, Math.Min(2, json.Length - i));
                i++;
            }
        }

        return text.ToString();
    }
}

namespace Orchestra.Modeling.Sequence;

/// <summary>
/// Stands in for PlantUML's preprocessor: nothing is read from elsewhere and nothing is expanded. What would read a file, a URL or the
/// environment is a fault, because without it the diagram is another one; the rest is a warning.
/// </summary>
internal sealed class PlantUmlPreprocessor(DiagramBuilder diagram)
{
    private static readonly string[] s_reading = ["%load_json", "%loadjson", "%getenv", "%file_exists", "%get_all_theme"];
    private static readonly string[] s_passed =
    [
        "!theme",
        "!pragma",
        "!assume",
        "!log",
        "!exit",
        "!endif",
        "!else",
        "!elseif",
        "!endsub",
        "!undef",
    ];

    /// <summary>Reads a line of the preprocessor.</summary>
    /// <param name="line">The line.</param>
    /// <param name="skipTo">Passes lines up to one that closes a block.</param>
    /// <returns>Whether the line is one.</returns>
    public bool TryRead(SourceLine line, Func<SourceLine, string, Func<string, bool>, bool> skipTo)
    {
        foreach (var function in s_reading)
        {
            var at = line.Text.IndexOf(function, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                diagram.Fault(
                    line.Number,
                    line.Column + at,
                    $"'{function}' reads from outside of the source, which is refused: write the value"
                );
                return true;
            }
        }

        if (line.Text[0] != '!')
        {
            return false;
        }

        var word = new string([
            .. line.Text.TakeWhile(character => !char.IsWhiteSpace(character) && character != '(').Take(40),
        ]).ToLowerInvariant();
        if (word.StartsWith("!include", StringComparison.Ordinal) || word == "!import")
        {
            diagram.Fault(line.Number, line.Column, $"'{word}' reads from outside of the source, which is refused: put the lines here");
        }
        else if (word is "!procedure" or "!function" or "!unquoted" or "!final" or "!definelong" or "!foreach" or "!while" or "!startsub")
        {
            SkipBlock(word, line, skipTo);
        }
        else if (!s_passed.Contains(word, StringComparer.Ordinal))
        {
            var what = word.StartsWith("!if", StringComparison.Ordinal)
                ? "conditions of the preprocessor are not evaluated: the lines of all cases are read"
                : "the preprocessor's definitions are not expanded";
            diagram.Warn(WarningCodes.NotCovered, $"column {line.Column}: '{word}': {what}", line.Number);
        }

        return true;
    }

    private void SkipBlock(string word, SourceLine line, Func<SourceLine, string, Func<string, bool>, bool> skipTo)
    {
        // A part that others may include is part of this diagram too.
        if (word == "!startsub")
        {
            return;
        }

        diagram.Warn(
            WarningCodes.NotCovered,
            $"column {line.Column}: '{word}': the preprocessor's blocks are not expanded; it was left out",
            line.Number
        );
        var isFunction = line.Text.Contains("function", StringComparison.OrdinalIgnoreCase);
        var end = word switch
        {
            "!foreach" => "!endfor",
            "!while" => "!endwhile",
            "!definelong" => "!enddefinelong",
            _ => isFunction ? "!endfunction" : "!endprocedure",
        };
        // !function $f() !return 1 has no end.
        if (!isFunction || !line.Text.Contains("!return", StringComparison.OrdinalIgnoreCase))
        {
            skipTo(line, end, text => text.StartsWith(end, StringComparison.OrdinalIgnoreCase));
        }
    }
}

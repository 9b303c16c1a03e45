using System.Buffers;
using System.Text;

namespace Orchestra.Generation.Binding;

/// <summary>Splits names of tasks, operations and paths into words that can be compared: <c>submitApplications</c> → <c>submit</c>, <c>application</c>.</summary>
internal static class Words
{
    private static readonly SearchValues<char> _vowels = SearchValues.Create("aeiouy");

    private static readonly HashSet<string> _stopWords = new(StringComparer.Ordinal)
    {
        "a",
        "an",
        "the",
        "of",
        "for",
        "to",
        "from",
        "by",
        "with",
        "in",
        "on",
        "at",
        "and",
        "or",
        "into",
        "via",
        "per",
        "as",
        "its",
        "it",
        "their",
        "your",
        "our",
        "is",
        "be",
        "are",
        "all",
        "id",
        "api",
        "rest",
        "that",
        "this",
    };

    /// <summary>The words of a text in order, in lower case, as they stand.</summary>
    public static IReadOnlyList<string> Split(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        text ??= string.Empty;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!char.IsLetterOrDigit(c))
            {
                Flush(words, word);
                continue;
            }

            if (StartsWord(text, i))
            {
                Flush(words, word);
            }

            word.Append(char.ToLowerInvariant(c));
        }

        Flush(words, word);
        return words;
    }

    /// <summary>The stems of a text's words, in order, without words that carry no meaning.</summary>
    public static IReadOnlyList<string> Stems(string? text) => [.. Split(text).Where(w => !IsNoise(w)).Select(Stem)];

    /// <summary>The stems of the fixed segments of a path.</summary>
    public static IReadOnlyList<string> PathStems(string path) =>
        [.. path.Split('/').Where(s => !s.StartsWith('{')).SelectMany(Split).Where(w => !IsNoise(w)).Select(Stem)];

    /// <summary>A light stem: plural, -ing and -ed are taken off, and spelling is evened out (<c>scoring</c> and <c>score</c> → <c>scor</c>).</summary>
    public static string Stem(string word)
    {
        var stem = Singular(word);
        if (stem.Length > 5 && stem.EndsWith("ing", StringComparison.Ordinal) && HasVowel(stem.AsSpan(0, stem.Length - 3)))
        {
            stem = stem[..^3];
        }
        else if (
            stem.Length > 4
            && stem.EndsWith("ed", StringComparison.Ordinal)
            && !stem.EndsWith("eed", StringComparison.Ordinal)
            && HasVowel(stem.AsSpan(0, stem.Length - 2))
        )
        {
            stem = stem[..^2];
        }

        return Even(stem);
    }

    private static bool StartsWord(string text, int i)
    {
        if (i == 0 || !char.IsUpper(text[i]))
        {
            return false;
        }

        // camelCase, and the last capital of an acronym: HTTPServer → http, server.
        return char.IsLower(text[i - 1])
            || char.IsDigit(text[i - 1])
            || (char.IsUpper(text[i - 1]) && i + 1 < text.Length && char.IsLower(text[i + 1]));
    }

    private static bool IsNoise(string word) =>
        _stopWords.Contains(word) || (word.Length <= 3 && word[0] == 'v' && word[1..].All(char.IsAsciiDigit));

    private static string Singular(string word)
    {
        if (word.Length <= 3)
        {
            return word;
        }

        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4)
        {
            return word[..^3] + "y";
        }

        foreach (var ending in (ReadOnlySpan<string>)["sses", "xes", "ches", "shes", "zes"])
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
            {
                return word[..^2];
            }
        }

        return word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    private static string Even(string stem)
    {
        if (stem.Length > 3 && stem[^1] == 'e')
        {
            stem = stem[..^1];
        }

        if (stem.Length > 3 && stem[^1] == stem[^2] && !IsVowel(stem[^1]))
        {
            stem = stem[..^1];
        }

        return stem.Length > 3 && stem[^1] == 'y' && !IsVowel(stem[^2]) ? stem[..^1] + "i" : stem;
    }

    private static bool HasVowel(ReadOnlySpan<char> text) => text.ContainsAny(_vowels);

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';

    private static void Flush(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}

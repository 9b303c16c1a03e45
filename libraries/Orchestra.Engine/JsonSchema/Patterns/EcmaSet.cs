namespace Orchestra.Engine.JsonSchema.Patterns;

/// <summary>A named set of characters: what stands for it between the brackets of a .NET class.</summary>
/// <param name="Content">The set.</param>
/// <param name="Complement">All other characters; null when they cannot be written as ranges.</param>
internal sealed record EcmaSet(string Content, string? Complement)
{
    public static readonly EcmaSet Digits = new("0-9", @"\x00-\x2f\x3a-\uffff");
    public static readonly EcmaSet WordCharacters = new("a-zA-Z0-9_", @"\x00-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\uffff");
    public static readonly EcmaSet Spaces = new(
        @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff",
        @"\x00-\x08\x0e-\x1f\x21-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff"
    );
    public static readonly EcmaSet LineEnds = new(@"\n\r\u2028\u2029", null);

    private static readonly Dictionary<string, string> Categories = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L",
        ["Lowercase_Letter"] = "Ll",
        ["Uppercase_Letter"] = "Lu",
        ["Titlecase_Letter"] = "Lt",
        ["Modifier_Letter"] = "Lm",
        ["Other_Letter"] = "Lo",
        ["Mark"] = "M",
        ["Combining_Mark"] = "M",
        ["Nonspacing_Mark"] = "Mn",
        ["Spacing_Mark"] = "Mc",
        ["Enclosing_Mark"] = "Me",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["digit"] = "Nd",
        ["Letter_Number"] = "Nl",
        ["Other_Number"] = "No",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Connector_Punctuation"] = "Pc",
        ["Dash_Punctuation"] = "Pd",
        ["Open_Punctuation"] = "Ps",
        ["Close_Punctuation"] = "Pe",
        ["Initial_Punctuation"] = "Pi",
        ["Final_Punctuation"] = "Pf",
        ["Other_Punctuation"] = "Po",
        ["Symbol"] = "S",
        ["Math_Symbol"] = "Sm",
        ["Currency_Symbol"] = "Sc",
        ["Modifier_Symbol"] = "Sk",
        ["Other_Symbol"] = "So",
        ["Separator"] = "Z",
        ["Space_Separator"] = "Zs",
        ["Line_Separator"] = "Zl",
        ["Paragraph_Separator"] = "Zp",
        ["Other"] = "C",
        ["Control"] = "Cc",
        ["cntrl"] = "Cc",
        ["Format"] = "Cf",
        ["Surrogate"] = "Cs",
        ["Private_Use"] = "Co",
        ["Unassigned"] = "Cn",
    };

    // .NET has no scripts: these are the usual ones by their main ranges in the basic plane.
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["ASCII"] = @"\x00-\x7f",
        ["Any"] = @"\x00-\uffff",
        ["Alphabetic"] = @"\p{L}\p{Nl}",
        ["Alpha"] = @"\p{L}\p{Nl}",
        ["Lowercase"] = @"\p{Ll}",
        ["Uppercase"] = @"\p{Lu}",
        ["White_Space"] = @"\s",
        ["Arabic"] = @"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
        ["Cyrillic"] = @"\u0400-\u052f\u1c80-\u1c88\u2de0-\u2dff\ua640-\ua69f",
        ["Greek"] = @"\u0370-\u03ff\u1f00-\u1fff",
        ["Han"] = @"\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9",
        ["Hangul"] = @"\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb",
        ["Hebrew"] = @"\u0591-\u05f4\ufb1d-\ufb4f",
        ["Hiragana"] = @"\u3041-\u3096\u309d-\u309f",
        ["Katakana"] = @"\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff",
        ["Latin"] =
            @"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua787\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a",
        ["Thai"] = @"\u0e01-\u0e3a\u0e40-\u0e5b",
    };

    /// <summary>A Unicode property as <c>\p{...}</c> names it; null when it is not known.</summary>
    public static EcmaSet? OfProperty(string name)
    {
        var equals = name.IndexOf('=', StringComparison.Ordinal);
        var value = equals < 0 ? name : name[(equals + 1)..];
        var key = equals < 0 ? "" : name[..equals];
        if (key is "" or "General_Category" or "gc")
        {
            var category = Categories.GetValueOrDefault(value, value);
            if (Categories.ContainsValue(category) || category is "LC")
            {
                return category is "LC" ? new(@"\p{Lu}\p{Ll}\p{Lt}", null) : new($@"\p{{{category}}}", $@"\P{{{category}}}");
            }
        }

        var known = key is "" or "Script" or "sc" or "Script_Extensions" or "scx" && Others.ContainsKey(value);
        return known && Others.TryGetValue(value, out var content) ? new EcmaSet(content, null) : null;
    }
}

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>Which starts of a path a parser takes.</summary>
internal enum PathLanguage
{
    /// <summary>RFC 9535 as it stands: <c>$</c> and, in filters, <c>@</c>.</summary>
    Standard,

    /// <summary>The template language: roots by name, <c>@</c> in filters, and there <c>$.root</c> as well.</summary>
    Roots,
}

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>Where a path starts.</summary>
internal enum PathOrigin
{
    /// <summary>The <c>$</c> of RFC 9535: the whole document.</summary>
    Document,

    /// <summary>The <c>@</c> of RFC 9535: the value that a filter looks at.</summary>
    Current,

    /// <summary>A root of the template language, such as <c>data</c>.</summary>
    Root,
}

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>Gives the value at which an absolute path starts.</summary>
internal interface IPathSource
{
    /// <summary>The start of a path from <c>$</c> or from a root; null where there is nothing, so that the path selects nothing.</summary>
    JsonPathNode? Start(PathExpression path);
}

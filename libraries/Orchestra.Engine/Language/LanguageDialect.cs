namespace Orchestra.Engine.Language;

/// <summary>The version of the template and rule language; a plan stores it, so that later versions can render old plans as they were meant.</summary>
public static class LanguageDialect
{
    /// <summary>The dialect that this namespace implements.</summary>
    public const string Current = "orchestra-1";
}

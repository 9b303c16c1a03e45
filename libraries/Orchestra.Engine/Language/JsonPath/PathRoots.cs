namespace Orchestra.Engine.Language.JsonPath;

/// <summary>The names a path of the template language starts with.</summary>
internal static class PathRoots
{
    public const string Data = "data";
    public const string Steps = "steps";
    public const string Suite = "suite";
    public const string Run = "run";
    public const string Vars = "vars";
    public const string Secrets = "secrets";
    public const string Response = "response";
    public const string DbResult = "dbResult";
    public const string Message = "message";

    /// <summary>All of them, for messages.</summary>
    public const string List = "data, steps, suite, run, vars, secrets, response, dbResult or message";

    /// <summary>The root that a name means (<c>step</c> is <c>steps</c>); null where it is none.</summary>
    public static string? Canonical(string name) =>
        name switch
        {
            "step" => Steps,
            Data or Steps or Suite or Run or Vars or Secrets or Response or DbResult or Message => name,
            _ => null,
        };

    /// <summary>Whether a root is the step's own result.</summary>
    public static bool IsOwnResult(string root) => root is Response or DbResult or Message;

    /// <summary>Why a root of the step's own result is not there.</summary>
    public static string OwnResultOnly(string root) =>
        $"{root} is there only in a step's own rules and exports, and only where its channel gives one; elsewhere write steps.<alias>.{root}";
}

namespace Orchestra.Api.Tests.Requests;

/// <summary>A request that must be refused, and how.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path; <c>$scenario</c> and the like stand for ids of the tenant.</param>
/// <param name="Status">The status of the refusal.</param>
/// <param name="Error">Its code.</param>
/// <param name="Says">What its message, or one of its faults, must contain.</param>
internal sealed record BadRequest(string Name, string Method, string Path, int Status, string Error, string Says)
{
    /// <summary>The code of most.</summary>
    public const string Bad = "bad_request";

    /// <summary>The body, with the same placeholders.</summary>
    public Func<string>? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>Path of a fault that must be listed.</summary>
    public string? FaultAt { get; init; }

    /// <summary>Line of a fault that must be listed.</summary>
    public int? FaultLine { get; init; }

    /// <summary>The least number of faults.</summary>
    public int Faults { get; init; }

    /// <summary>A GET that is answered with 400.</summary>
    public static BadRequest Get(string name, string path, string says, string? faultAt) =>
        new(name, "GET", path, 400, Bad, says) { FaultAt = faultAt };

    /// <summary>A POST that is answered with 400.</summary>
    public static BadRequest Post(string name, string path, string body, string says) => Post(name, path, () => body, says);

    /// <summary>A POST with a body made when it is sent.</summary>
    public static BadRequest Post(string name, string path, Func<string> body, string says) =>
        new(name, "POST", path, 400, Bad, says) { Body = body };

    public override string ToString() => Name;
}

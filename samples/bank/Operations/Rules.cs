namespace Orchestra.Samples.Bank.Operations;

/// <summary>Collects every rule that a body breaks, so that one refusal lists them all.</summary>
internal sealed class Rules
{
    private readonly List<ErrorBody.Entry> _broken = [];

    /// <summary>Counts characters as JSON Schema does: code points, not UTF-16 units.</summary>
    public Rules Length(string name, string? value, int min, int max)
    {
        var length = value?.EnumerateRunes().Count() ?? min;
        return Require(length >= min && length <= max, name, $"must have {min} to {max} characters")
            // PostgreSQL keeps no NUL in a text.
            .Require(value?.Contains('\0', StringComparison.Ordinal) != true, name, "must not contain the character NUL");
    }

    public Rules Range(string name, decimal value, decimal min, decimal max) =>
        Require(value >= min && value <= max, name, $"must be between {min} and {max}");

    public Rules Require(bool kept, string name, string message)
    {
        if (!kept)
        {
            _broken.Add(new ErrorBody.Entry($"$.{name}", message));
        }

        return this;
    }

    /// <summary>Refuses with 422 when a rule is broken.</summary>
    public void Enforce()
    {
        if (_broken.Count > 0)
        {
            throw new BankException(ErrorCode.Unprocessable, $"the body breaks {_broken.Count} rule(s)", _broken);
        }
    }
}

using System.Collections.Frozen;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Masking;

namespace Orchestra.Engine.Execution;

/// <summary>
/// The secrets of one advance of a run: fetched once by the run's tenant, read without waiting, never journaled. It also hides them, and
/// what was made from them, in everything that leaves the step. May be used by several threads at once.
/// </summary>
public sealed class SecretLookup
{
    /// <summary>What a reference in a profile begins with.</summary>
    public const string Prefix = "secret:";

    private readonly FrozenDictionary<string, string> _values;
    private readonly SecretMask _mask;

    /// <summary>The secrets by name: <c>NAME</c>, <c>env:NAME</c> or <c>file:NAME</c>.</summary>
    public SecretLookup(IReadOnlyDictionary<string, string> values)
    {
        _values = values.ToFrozenDictionary(StringComparer.Ordinal);
        _mask = new SecretMask(_values.Values);
    }

    /// <summary>No secrets.</summary>
    public static SecretLookup None => new(new Dictionary<string, string>());

    /// <summary>A secret's value by its name; null where there is none.</summary>
    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>A profile's member: a text as it is, <c>secret:NAME</c> as the secret's value.</summary>
    /// <exception cref="SecretMissingException">There is no such secret: the step is a VALIDATION_ERROR, and nothing is sent.</exception>
    public string? Resolve(string? member)
    {
        if (member is null || !member.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return member;
        }

        var name = member[Prefix.Length..];
        return Find(name) ?? throw new SecretMissingException(name);
    }

    /// <summary>Hides one more text from here on: a token that was bought with a secret is as secret.</summary>
    public void Hide(string text) => _mask.Add(text);

    /// <summary>A text without the secrets, however they are written in it.</summary>
    public string Clean(string text) => _mask.Clean(text);

    /// <summary>A payload without the secrets: what may be stored.</summary>
    public StepPayload Clean(StepPayload payload) => _mask.Clean(payload);
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known once ports are given out and secrets generated.</summary>
public interface IValueProvider
{
    /// <summary>The value.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the topology.</summary>
public interface IResource
{
    /// <summary>The name, unique in the topology.</summary>
    string Name { get; }
}

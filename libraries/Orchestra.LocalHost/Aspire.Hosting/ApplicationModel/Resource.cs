using Orchestra.LocalHost.Hosting;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The base of every resource.</summary>
public abstract class Resource : IResource
{
    /// <summary>Checks and takes the name.</summary>
    private protected Resource(string name)
    {
        ResourceName.Check(name);
        Name = name;
    }

    /// <inheritdoc />
    public virtual string Name { get; }

    /// <summary>What was said of the resource so far; Aspire keeps it as annotations.</summary>
    internal ResourceModel Model { get; } = new();
}

using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs.AsyncApi;

/// <summary>AsyncAPI 2: channels hold the operations, and <c>publish</c> means that others publish what the service receives.</summary>
internal sealed class ChannelsReader2(OpenApiScope scope)
{
    private readonly MessageReader _messages = new(scope);

    public List<(SpecNode Node, ReadOperation Operation)> Read()
    {
        var found = new List<(SpecNode, ReadOperation)>();
        if (scope.Tree.Root.Member("channels"u8) is not { } channels)
        {
            scope.Log.Fault(scope.Tree.Root, "there are no channels: a spec without them has nothing to send or to hear");
            return found;
        }

        if (!scope.Log.Expect(channels, SpecKind.Object))
        {
            return found;
        }

        foreach (var item in channels.Children)
        {
            if (
                item.IsExtension
                || !scope.Log.Expect(item, SpecKind.Object)
                || scope.References.Follow(item) is not { } channel
                || !scope.Log.Expect(channel, SpecKind.Object)
            )
            {
                continue;
            }

            Add(found, channel, "publish", MessageReader.Publish, item.Name);
            Add(found, channel, "subscribe", MessageReader.Consume, item.Name);
        }

        return found;
    }

    private void Add(List<(SpecNode, ReadOperation)> found, SpecNode channel, string member, string method, string address)
    {
        if (scope.Log.Member(channel, System.Text.Encoding.UTF8.GetBytes(member), SpecKind.Object) is not { } operation)
        {
            return;
        }

        var message = operation.Member("message"u8) is { } named ? _messages.First(operation, Alternatives(named)) : null;
        found.Add(
            (operation, _messages.Endpoint(method, address, operation, scope.Log.Text(operation, "operationId"u8), message, channel))
        );
    }

    private List<SpecNode> Alternatives(SpecNode message)
    {
        if (message.Member("oneOf"u8) is not { } several)
        {
            return [message];
        }

        var all = new List<SpecNode>();
        if (scope.Log.Expect(several, SpecKind.Array))
        {
            foreach (var one in several.Children)
            {
                all.Add(one);
            }
        }

        return all;
    }
}

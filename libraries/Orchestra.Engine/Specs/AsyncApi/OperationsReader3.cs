using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs.AsyncApi;

/// <summary>AsyncAPI 3: operations name their channel, and say what the service itself does: <c>send</c> or <c>receive</c>.</summary>
internal sealed class OperationsReader3(OpenApiScope scope)
{
    private readonly MessageReader _messages = new(scope);

    public List<(SpecNode Node, ReadOperation Operation)> Read()
    {
        var found = new List<(SpecNode, ReadOperation)>();
        if (scope.Tree.Root.Member("operations"u8) is not { } operations)
        {
            scope.Log.Fault(scope.Tree.Root, "there are no operations: a spec without them has nothing to send or to hear");
            return found;
        }

        if (!scope.Log.Expect(operations, SpecKind.Object))
        {
            return found;
        }

        foreach (var item in operations.Children)
        {
            if (
                !item.IsExtension
                && scope.Log.Expect(item, SpecKind.Object)
                && scope.References.Follow(item) is { } operation
                && scope.Log.Expect(operation, SpecKind.Object)
                && Operation(item.Name, operation) is { } read
            )
            {
                found.Add((operation, read));
            }
        }

        return found;
    }

    private ReadOperation? Operation(string id, SpecNode operation)
    {
        var action = scope.Log.Text(operation, "action"u8);
        if (action is not ("send" or "receive"))
        {
            scope.Log.Fault(operation.Member("action"u8) ?? operation, "the 'action' of an operation is 'send' or 'receive'");
            return null;
        }

        if (operation.Member("channel"u8) is not { } named)
        {
            scope.Log.Fault(operation, "the operation names no channel");
            return null;
        }

        if (
            !scope.Log.Expect(named, SpecKind.Object)
            || scope.References.Follow(named) is not { } channel
            || !scope.Log.Expect(channel, SpecKind.Object)
        )
        {
            return null;
        }

        // A channel whose address is known only when the service runs is called by its name.
        var address = channel.Member("address"u8) is { Kind: SpecKind.String } text ? text.Text : channel.Name;
        var message = _messages.First(operation, MessagesOf(operation, channel));
        return _messages.Endpoint(
            action == "send" ? MessageReader.Consume : MessageReader.Publish,
            address,
            operation,
            id,
            message,
            channel
        );
    }

    private List<SpecNode> MessagesOf(SpecNode operation, SpecNode channel)
    {
        var all = new List<SpecNode>();
        var own = scope.Log.Member(operation, "messages"u8, SpecKind.Array);
        if ((own ?? scope.Log.Member(channel, "messages"u8, SpecKind.Object)) is { } messages)
        {
            foreach (var message in messages.Children)
            {
                all.Add(message);
            }
        }

        return all;
    }
}

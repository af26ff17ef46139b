namespace CniMigration.Migration.Errors;

/// <summary>A failure whose message is complete for a user: what was expected, what was seen, what to do next.</summary>
public class MigrationException : Exception
{
    /// <summary>A failure with its whole story in <paramref name="message"/>.</summary>
    public MigrationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>A proof was asked for and the cluster does not give it.</summary>
public sealed class GateFailedException(string message, Exception? innerException = null) : MigrationException(message, innerException);

/// <summary>Something did not happen within its bound.</summary>
public sealed class WaitTimedOutException(string message, Exception? innerException = null) : MigrationException(message, innerException);

/// <summary>A kubeconfig that cannot be read, or names no server.</summary>
public sealed class InvalidKubeconfigException(string message, Exception? innerException = null) : MigrationException(message, innerException);

/// <summary>The API server does not answer.</summary>
public sealed class ClusterUnreachableException(string message, Exception? innerException = null) : MigrationException(message, innerException);

/// <summary>The API server does not know who asks (401).</summary>
public sealed class ClusterUnauthorizedException(string message, Exception? innerException = null) : MigrationException(message, innerException);

/// <summary>The API server knows who asks and refuses (403); the message names the missing right.</summary>
public sealed class ClusterForbiddenException(string message, Exception? innerException = null) : MigrationException(message, innerException);

